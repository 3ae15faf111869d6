import type { ConfigurationKey } from '../contract/provider.js'
import type { RawClient } from '../database/client.js'
import { databaseError } from '../errors/database-error.js'
import { ConfigurationError } from '../errors/import-error.js'
import { notedOrigins } from './bound-to.js'
import { readEncryptionKeys } from './encryption-key.js'
import { originsOf } from './origins.js'
import { openSecret, sealSecret } from './seal-secret.js'
import { parseSecret } from './secret-format.js'
import { holdsPassword } from './secret-parts.js'
import { loadConfigs, replaceSecrets } from './secret-statements.js'

/** What became of the secrets of all data sources. */
export interface ReencryptedSecrets {
  /** Were plain. */
  encrypted: number
  /** Were encrypted under another key. */
  reencrypted: number
  /** Were encrypted under the first key. */
  unchanged: number
  /** Were changed by somebody else meanwhile, so left alone: do it again. */
  skipped: number
}

/**
 * Encrypts the secrets of all data sources under the first key: those that are plain, and those under one of the other
 * keys. To rotate, give the new key first and the old one after it; when this has returned, the old one is not needed
 * any more. Also encrypted are addresses with a password in them, whether or not they are marked as secret.
 *
 * @example
 * ```ts
 * import { type RawClient, reencryptSecrets } from '@data-import/core'
 *
 * export async function rotate(db: RawClient, newKey: string, oldKey: string): Promise<void> {
 *   const { skipped } = await reencryptSecrets(db, { encryptionKey: [newKey, oldKey] })
 *   if (skipped > 0) throw new Error(`${skipped} secrets were changed meanwhile: call this again.`)
 * }
 * ```
 *
 * @throws {ConfigurationError} when a value can't be decrypted with any of the keys, naming each; nothing is changed then.
 */
export async function reencryptSecrets(
  db: RawClient,
  options: {
    encryptionKey: string | readonly string[]
    /** Postgres schema of the tables. Default: `'data'`. */
    schema?: string
    /** Also secret, whatever their rows say: what providers declare. Default: none. */
    secretKeys?: readonly string[]
    /**
     * What providers declare: secrets that are not bound to the addresses of their data source yet are so from now on.
     * Default: they stay as they are.
     */
    configuration?: readonly ConfigurationKey[]
  },
): Promise<ReencryptedSecrets> {
  const { schema = 'data', secretKeys = [], configuration = [] } = options
  const keys = readEncryptionKeys(options.encryptionKey)
  try {
    const stored = await loadConfigs(db, schema)
    const current = (dataSourceId: string) => {
      const own = stored.filter((one) => one.dataSourceId === dataSourceId)
      return originsOf(configuration, (key) => own.find((one) => one.key === key)?.value)
    }
    const counts: ReencryptedSecrets = { encrypted: 0, reencrypted: 0, unchanged: 0, skipped: 0 }
    const problems: string[] = []
    const replacements = stored.flatMap(({ id, dataSourceId, dataSource, key, value, isSecret, boundTo }) => {
      const keyId = parseSecret(value)?.keyId
      if (keyId === undefined && !isSecret && !secretKeys.includes(key) && !holdsPassword(value)) return []
      const place = { dataSourceId, key }
      try {
        // Also those under the first key are opened: a damaged one should be known now, not at the next import.
        const { value: plain, origins: sealed } = openSecret(value, place, keys, dataSource)
        const noted = notedOrigins(boundTo, { ...place, value: plain })
        const origins = sealed ?? noted ?? current(dataSourceId)
        if (plain === '' && keyId === undefined) return []
        if (keyId === keys[0].id) {
          counts.unchanged++
          return []
        }
        return [
          { id, was: value, isEncrypted: keyId !== undefined, becomes: sealSecret(plain, { ...place, origins }, keys) },
        ]
      } catch (error) {
        problems.push((error as Error).message)
        return []
      }
    })
    if (problems.length > 0) throw new ConfigurationError(`Nothing was changed. ${problems.join(' ')}`)
    const replaced = new Set(await replaceSecrets(db, schema, replacements))
    for (const { id, isEncrypted } of replacements) {
      counts[!replaced.has(id) ? 'skipped' : isEncrypted ? 'reencrypted' : 'encrypted']++
    }
    return counts
  } catch (error) {
    throw databaseError(error, 'encrypting secrets')
  }
}
