import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { ConfigurationError } from '../errors/import-error.js'
import { type EncryptionKeys, readEncryptionKeys } from './encryption-key.js'
import { changedOrigin, type Origins } from './origins.js'
import { formatSecret, parseSecret } from './secret-format.js'

/** Where a secret belongs. It can be decrypted there and nowhere else. */
export interface SecretPlace {
  dataSourceId: string
  /** `DataSourceConfig.key`. */
  key: string
  /**
   * Where the secret may go: the origin of each address of the data source, by their keys, as `originsOf` reads them. A pass
   * whose addresses lead elsewhere doesn't use it. Default: anywhere.
   */
  origins?: Origins
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
 * data source and its key, never a value. Also, where `place.origins` are given, for a secret that is bound to others.
 */
export function decryptSecret(value: string, place: SecretPlace, encryptionKey: string | readonly string[]): string {
  const { value: secret, origins } = openSecret(value, place, readEncryptionKeys(encryptionKey))
  if (origins && place.origins) requireSameOrigins(place, origins, place.origins)
  return secret
}

export function sealSecret(value: string, place: SecretPlace, [key]: EncryptionKeys): string {
  const { origins = {} } = place
  const version = Object.keys(origins).length > 0 ? 2 : 1
  // Random: two of the same among 2^32 values of one key have a chance of 2^-33.
  const nonce = randomBytes(12)
  const cipher = createCipheriv(algorithm, key.bytes, nonce, { authTagLength: tagBytes })
  cipher.setAAD(associatedData(place, version))
  const text = version === 2 ? JSON.stringify({ value, origins }) : value
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return formatSecret({ version, keyId: key.id, nonce, sealed })
}

/** @throws {ConfigurationError} for a secret that was given for another address. */
export function requireSameOrigins(
  { key, dataSourceId }: SecretPlace,
  given: Origins,
  current: Origins,
  name?: string,
): void {
  const changed = changedOrigin(given, current)
  if (!changed) return
  throw new ConfigurationError(
    `${key} of the data source "${name ?? dataSourceId}" was given for ${changed.was}, and ${changed.key} leads to ${changed.is} now: it is not sent there. Set ${key} again, or ${changed.key} back.`,
  )
}

/** A secret, and where it may go; anywhere where that isn't known. */
export interface OpenSecret {
  value: string
  origins?: Origins
}

/** @param keys none: only plain values can be read */
export function openSecret(
  value: string,
  place: SecretPlace,
  keys: EncryptionKeys | undefined,
  name?: string,
): OpenSecret {
  const stored = parseSecret(value)
  if (!stored) return { value }
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
      `${what} is encrypted under the key ${stored.keyId}, which was not given (given: ${given}). Add that key, or set the value again.`,
    )
  }
  try {
    const decipher = createDecipheriv(algorithm, key.bytes, stored.nonce, { authTagLength: tagBytes })
    decipher.setAAD(associatedData(place, stored.version))
    decipher.setAuthTag(stored.sealed.subarray(-tagBytes))
    const sealed = decipher.update(stored.sealed.subarray(0, -tagBytes))
    const text = Buffer.concat([sealed, decipher.final()]).toString('utf8')
    // What was sealed can't have been changed.
    return stored.version === 2 ? (JSON.parse(text) as Required<OpenSecret>) : { value: text }
  } catch (error) {
    throw new ConfigurationError(
      `${what} can't be decrypted: it was changed, or written for another data source or key. Set the value again.`,
      { cause: error },
    )
  }
}

function associatedData({ dataSourceId, key }: SecretPlace, version: 1 | 2): Buffer {
  return Buffer.from(JSON.stringify(['data-import', `v${version}`, dataSourceId, key]))
}
