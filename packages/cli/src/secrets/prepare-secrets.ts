import type { RawClient } from '@data-import/core'
import type { ProviderDescription } from '../providers/describe-providers.js'
import type { Keyring } from './keyring.js'
import { readConfigurations } from './read-configurations.js'

/**
 * Prepares a pass: masks the secrets in everything that is printed from now on, and warns of secrets that are stored
 * unencrypted.
 *
 * @returns the keys to decrypt with; undefined if there are none
 */
export async function prepareSecrets(
  keyring: Keyring,
  db: RawClient,
  providers: readonly ProviderDescription[],
): Promise<readonly string[] | undefined> {
  const secretKeys = await keyring.load()
  const sources = await readConfigurations(db, providers, secretKeys)
  keyring.hide(sources.flatMap(({ secrets }) => secrets))
  if (secretKeys) return secretKeys.keys
  // With a key, the log of each run warns.
  for (const { name, isEnabled, plainSecretKeys } of sources) {
    if (isEnabled && plainSecretKeys.length > 0) keyring.notice(`warning: ${describePlain(name, plainSecretKeys)}`)
  }
  return undefined
}

/** Warns of addresses to which secrets are sent unencrypted. */
export function describePlainAddresses(dataSource: string, keys: readonly string[]): string {
  return `${dataSource} sends secrets unencrypted, and anybody on the network path can read them: ${keys.join(', ')} begins with http://. Use https://`
}

/** Warns of secrets that are stored unencrypted. */
export function describePlain(dataSource: string, keys: readonly string[]): string {
  return `${dataSource} has unencrypted secrets (${keys.join(', ')}): data-import secrets encrypt`
}
