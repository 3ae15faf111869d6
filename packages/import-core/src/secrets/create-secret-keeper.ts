import type { RawClient } from '../database/client.js'
import { wellFormed } from '../database/well-formed.js'
import { ConfigurationError } from '../errors/import-error.js'
import { createTurns } from '../locks/create-turns.js'
import { boundTo } from './bound-to.js'
import type { EncryptionKeys } from './encryption-key.js'
import type { Origins } from './origins.js'
import { openSecret, sealSecret } from './seal-secret.js'
import { keepDurable, lockSetting, writeSetting } from './setting-statements.js'

/** Replaces secrets of one data source while its scripts run. */
export interface SecretKeeper {
  /**
   * Stores a secret, and returns once a crash can't take it back.
   * @param inTransaction runs the statements, fenced
   * @throws {ConfigurationError} for a key that the provider doesn't declare as secret, and for one whose stored value is another one than
   *   this pass has read: whoever changed it meanwhile meant it.
   */
  replace(
    key: string,
    secret: string,
    inTransaction: (work: (transaction: RawClient) => Promise<void>) => Promise<void>,
  ): Promise<void>
}

/** What a keeper needs of its data source. */
export interface SecretKeeperOptions {
  schema: string
  dataSource: { id: string; name: string }
  /** Undefined: secrets are stored as they are. */
  keys: EncryptionKeys | undefined
  /** Of the data source's addresses, to which the secret is bound. */
  origins(): Origins
  /** Keys that its provider declares as secret. */
  secretKeys: ReadonlySet<string>
  /** The value that this pass knows; undefined for a key that isn't set. */
  known(key: string): string | undefined
  /** Called before a secret is stored, so that nothing shows it any more. */
  onSecret(secret: string): void
  /** Called once it is stored. */
  onStored(key: string, secret: string, stored: string): void
}

/** The keeper of one data source in one pass: secrets are replaced one after the other. */
export function createSecretKeeper(options: SecretKeeperOptions): SecretKeeper {
  const { schema, dataSource, keys, secretKeys } = options
  const inTurn = createTurns()
  return {
    replace(key, secret, inTransaction) {
      return inTurn(async () => {
        requireSecret(key, secret, secretKeys)
        options.onSecret(secret)
        const place = { dataSourceId: dataSource.id, key, origins: options.origins() }
        const stored = keys ? sealSecret(secret, place, keys) : secret
        const known = options.known(key)
        await inTransaction(async (transaction) => {
          await keepDurable(transaction)
          const found = await lockSetting(transaction, schema, place)
          const current = found && openSecret(found, place, keys, dataSource.name).value
          // The second is this very transaction, when its commit was not heard of and it runs again.
          if (current !== known && current !== secret) {
            throw new ConfigurationError(
              `${key} of the data source "${dataSource.name}" was changed while the pass ran, so the renewed one is not stored. The next pass uses what is set now.`,
            )
          }
          // Without a key nothing else says where it may go.
          const noted = keys ? null : boundTo({ ...place, value: secret }, place.origins)
          await writeSetting(transaction, schema, place, stored, noted)
        })
        options.onStored(key, secret, stored)
      })
    },
  }
}

function requireSecret(key: string, secret: string, secretKeys: ReadonlySet<string>): void {
  if (!secretKeys.has(key)) {
    const declared = [...secretKeys].join(', ') || 'none'
    throw new ConfigurationError(
      `saveSetting: the provider does not declare ${String(key)} with \`isSecret: true\`. Declared are: ${declared}.`,
    )
  }
  if (typeof secret !== 'string' || secret === '' || wellFormed(secret) !== secret) {
    throw new ConfigurationError(`saveSetting: ${key} must be a text that Postgres can hold, and not empty.`)
  }
}
