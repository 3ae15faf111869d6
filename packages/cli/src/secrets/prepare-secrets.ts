import type { PrismaClient } from '@data-import/reference-database'
import type { ProviderDescription } from '../providers/describe-providers.js'
import type { Keyring } from './keyring.js'
import { readConfigurations } from './read-configurations.js'

/**
 * Before a pass: what the program prints from now on shows none of the secrets, and it is told where some are stored
 * unencrypted.
 *
 * @returns the keys to decrypt with; undefined where there are none
 */
export async function prepareSecrets(
  keyring: Keyring,
  db: PrismaClient,
  providers: readonly ProviderDescription[],
): Promise<readonly string[] | undefined> {
  const secretKeys = await keyring.load()
  const sources = await readConfigurations(db, providers, secretKeys)
  keyring.hide(sources.flatMap(({ secrets }) => secrets))
  if (secretKeys) return secretKeys.keys
  // With a key, the log of each run says it.
  for (const { name, isEnabled, plainSecretKeys } of sources) {
    if (isEnabled && plainSecretKeys.length > 0) keyring.notice(`warning: ${describePlain(name, plainSecretKeys)}`)
  }
  return undefined
}

/** What to say of addresses to which secrets go unencrypted. */
export function describePlainAddresses(dataSource: string, keys: readonly string[]): string {
  return `${dataSource} sends secrets unencrypted, and whoever is on the way can read them: ${keys.join(', ')} begins with http://. Use https://`
}

/** What to say of secrets that are stored unencrypted. */
export function describePlain(dataSource: string, keys: readonly string[]): string {
  return `${dataSource} has unencrypted secrets (${keys.join(', ')}): data-import secrets encrypt`
}
