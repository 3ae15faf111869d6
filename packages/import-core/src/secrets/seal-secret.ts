import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { ConfigurationError } from '../errors/import-error.js'
import { type EncryptionKeys, readEncryptionKeys } from './encryption-key.js'
import { formatSecret, parseSecret } from './secret-format.js'

/** Where a secret belongs. It can be decrypted there and nowhere else. */
export interface SecretPlace {
  dataSourceId: string
  /** `DataSourceConfig.key`. */
  key: string
}

const algorithm = 'aes-256-gcm'
const tagBytes = 16

/**
 * Encrypts a value for `DataSourceConfig.value` with AES-256-GCM. A list of keys encrypts with its first one.
 *
 * @example
 * ```ts
 * import { randomUUID } from 'node:crypto'
 * import { encryptSecret } from '@data-import/core'
 * import { PrismaPg } from '@prisma/adapter-pg'
 * import { PrismaClient } from './generated/client.js'
 *
 * const db = new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL }) })
 *
 * export async function addOrganization(name: string, token: string, encryptionKey: string): Promise<void> {
 *   // The id is chosen here, because the value belongs to it.
 *   const id = randomUUID()
 *   const value = encryptSecret(token, { dataSourceId: id, key: 'GITHUB_TOKEN' }, encryptionKey)
 *   const configs = { create: [{ key: 'GITHUB_ORG', value: name }, { key: 'GITHUB_TOKEN', value, isSecret: true }] }
 *   await db.dataSource.create({ data: { id, organizationId: 'acme', name, provider: 'GITHUB', configs } })
 * }
 * ```
 *
 * @param place the row that will hold it: a value that is moved to another row can't be decrypted there
 * @throws {ConfigurationError} for what is no key.
 */
export function encryptSecret(value: string, place: SecretPlace, encryptionKey: string | readonly string[]): string {
  return sealSecret(value, place, readEncryptionKeys(encryptionKey))
}

/**
 * Decrypts a value of `DataSourceConfig.value`; a plain one is returned as it is.
 * @throws {ConfigurationError} when none of the keys fits, or the value was changed or moved. The message names the
 * data source and its key, never a value.
 */
export function decryptSecret(value: string, place: SecretPlace, encryptionKey: string | readonly string[]): string {
  return openSecret(value, place, readEncryptionKeys(encryptionKey))
}

export function sealSecret(value: string, place: SecretPlace, [key]: EncryptionKeys): string {
  // Random: two of the same among 2^32 values of one key have a chance of 2^-33.
  const nonce = randomBytes(12)
  const cipher = createCipheriv(algorithm, key.bytes, nonce, { authTagLength: tagBytes })
  cipher.setAAD(associatedData(place))
  const sealed = Buffer.concat([cipher.update(value, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return formatSecret({ keyId: key.id, nonce, sealed })
}

/** @param keys none: only plain values can be read */
export function openSecret(value: string, place: SecretPlace, keys: EncryptionKeys | undefined, name?: string): string {
  const stored = parseSecret(value)
  if (!stored) return value
  const what = `${place.key} of the data source "${name ?? place.dataSourceId}"`
  if (!keys) {
    throw new ConfigurationError(
      `${what} is encrypted under the key ${stored.keyId}, and no encryption key was given. Give it that key.`,
    )
  }
  const key = keys.find(({ id }) => id === stored.keyId)
  if (!key) {
    const given = keys.map(({ id }) => id).join(', ')
    throw new ConfigurationError(
      `${what} is encrypted under the key ${stored.keyId}, which was not given (given: ${given}). Add that key, or set the value anew.`,
    )
  }
  try {
    const decipher = createDecipheriv(algorithm, key.bytes, stored.nonce, { authTagLength: tagBytes })
    decipher.setAAD(associatedData(place))
    decipher.setAuthTag(stored.sealed.subarray(-tagBytes))
    return Buffer.concat([decipher.update(stored.sealed.subarray(0, -tagBytes)), decipher.final()]).toString('utf8')
  } catch (error) {
    throw new ConfigurationError(
      `${what} can't be decrypted: it was changed, or written for another data source or key. Set the value anew.`,
      { cause: error },
    )
  }
}

function associatedData({ dataSourceId, key }: SecretPlace): Buffer {
  return Buffer.from(JSON.stringify(['data-import', 'v1', dataSourceId, key]))
}
