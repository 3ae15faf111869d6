import { createHash, randomBytes } from 'node:crypto'
import { ConfigurationError } from '../errors/import-error.js'

/** A key for AES-256-GCM and the short name by which a stored value says which key it needs. */
export interface EncryptionKey {
  /** First eight hexadecimal digits of a hash: tells keys apart and tells nothing about them. */
  readonly id: string
  readonly bytes: Buffer
  /** As it was given, which is how a process's environment would show it. */
  readonly text: string
}

/** Keys that decrypt; the first one encrypts. */
export type EncryptionKeys = readonly [EncryptionKey, ...EncryptionKey[]]

/** Keys as hosts give them to an orchestrator: one, several, or a function that each pass asks. */
export type EncryptionKeySource =
  | string
  | readonly string[]
  | (() => string | readonly string[] | undefined | Promise<string | readonly string[] | undefined>)

/** A new random key: 32 bytes in base64, as `encryptionKey` takes it. The same as `openssl rand -base64 32`. */
export function createEncryptionKey(): string {
  return randomBytes(32).toString('base64')
}

/**
 * Reads keys as hosts give them.
 * @throws {ConfigurationError} for what is no key of 32 bytes; the message doesn't repeat it.
 */
export function readEncryptionKeys(given: string | readonly string[]): EncryptionKeys {
  const [first, ...rest] = (Array.isArray(given) ? (given as readonly unknown[]) : [given]).map(readKey)
  if (!first) throw new ConfigurationError(`encryptionKey: the list is empty. ${howToMakeOne}`)
  return [first, ...rest]
}

/**
 * Keys for each pass: what is given as it is is read at once, a function again whenever they are asked for.
 * @throws {ConfigurationError} for what is no key of 32 bytes.
 */
export function createKeyReader(given: EncryptionKeySource | undefined): () => Promise<EncryptionKeys | undefined> {
  if (typeof given !== 'function') {
    const keys = given === undefined ? undefined : readEncryptionKeys(given)
    return async () => keys
  }
  return async () => {
    const current = await given()
    return current === undefined ? undefined : readEncryptionKeys(current)
  }
}

/** The name of a key, as stored values mention it: tells operators which key is meant and shows nothing of it. */
export function encryptionKeyId(key: string): string {
  return readKey(key).id
}

const howToMakeOne = 'A key is 32 bytes in base64 or hexadecimal; make one with: openssl rand -base64 32'

function readKey(given: unknown): EncryptionKey {
  const text = typeof given === 'string' ? given.trim() : ''
  const bytes = /^[0-9a-f]{64}$/i.test(text)
    ? Buffer.from(text, 'hex')
    : /^[\w+/-]{43}=?$/.test(text)
      ? Buffer.from(text, 'base64')
      : undefined
  if (bytes?.length !== 32) throw new ConfigurationError(`encryptionKey is no key. ${howToMakeOne}`)
  const id = createHash('sha256').update('data-import key id\0').update(bytes).digest('hex').slice(0, 8)
  return { id, bytes, text }
}
