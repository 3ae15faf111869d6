import { randomUUID } from 'node:crypto'
import { chmod, link, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ConfigurationError, createEncryptionKey, encryptionKeyId } from '@data-import/core'

/** The keys in their file: the first one encrypts, all decrypt. */
export interface SecretKeyFile {
  path: string
  keys: readonly string[]
  /** Users other than its owner may read it. */
  isExposed: boolean
}

const heading = '# Decrypts the secrets of the data sources. Keep a copy, and show it to nobody.\n'

export function secretKeyPath(directory: string): string {
  return join(directory, 'secret.key')
}

/**
 * Reads the keys of a folder; undefined if there is no such file.
 * @throws {ConfigurationError} if it can't be read or holds something else. The message doesn't repeat it.
 */
export async function readSecretKeyFile(directory: string): Promise<SecretKeyFile | undefined> {
  const path = secretKeyPath(directory)
  const keys = await readKeys(path)
  if (!keys) return undefined
  if (keys.length === 0) throw new ConfigurationError(`The key file ${path} is empty. Restore it from a copy.`)
  const { mode } = await stat(path)
  // Windows has no such bits.
  return { path, keys, isExposed: process.platform !== 'win32' && (mode & 0o077) !== 0 }
}

async function readKeys(path: string): Promise<string[] | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new ConfigurationError(`The key file ${path} can't be read: ${(error as Error).message}`, { cause: error })
  }
  const keys = text.split('\n').flatMap((line) => (/^\s*(#|$)/.test(line) ? [] : [line.trim()]))
  for (const key of keys) requireKey(key, path)
  return keys
}

/** Makes a key, unless another process has just made one: then uses that one. */
export async function createSecretKeyFile(directory: string): Promise<SecretKeyFile> {
  await makeFolder(directory)
  const path = secretKeyPath(directory)
  const draft = await writeDraft(path, [createEncryptionKey()])
  try {
    await link(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft, { force: true })
  }
  const file = await readSecretKeyFile(directory)
  if (!file) throw new ConfigurationError(`The key file ${path} was removed while it was being made. Try again.`)
  return file
}

/** Replaces the keys in one step: a crash leaves the old ones or the new ones. */
export async function replaceSecretKeys(directory: string, keys: readonly string[]): Promise<void> {
  await replaceKeys(secretKeyPath(directory), keys)
}

/**
 * Moves keys out of the file, except the first one of `keys`, which stays first. They are kept beside it, in
 * `secret.key.old`: a process that read them earlier may still write secrets with them. Keys that another process has
 * added meanwhile stay.
 * @returns the path of the file that holds them now; undefined if there was none to move
 */
export async function setOldKeysAside(
  directory: string,
  [current, ...old]: readonly string[],
): Promise<string | undefined> {
  if (current === undefined || old.length === 0) return undefined
  const path = secretKeyPath(directory)
  const asidePath = `${path}.old`
  const earlier = await readKeys(asidePath)
  await replaceKeys(asidePath, unique([...old, ...(earlier ?? [])]))
  const others = ((await readKeys(path)) ?? []).filter((key) => !old.includes(key))
  await replaceKeys(path, unique([current, ...others]))
  return asidePath
}

const unique = (keys: readonly string[]) => [...new Set(keys)]

async function replaceKeys(path: string, keys: readonly string[]): Promise<void> {
  const draft = await writeDraft(path, keys)
  await rename(draft, path)
}

async function writeDraft(path: string, keys: readonly string[]): Promise<string> {
  const draft = `${path}.${randomUUID()}`
  await writeFile(draft, `${heading}${keys.join('\n')}\n`, { mode: 0o600, flag: 'wx', flush: true })
  return draft
}

/** Only for the owner. A server started by root runs as another user, who must get through to its data. */
async function makeFolder(directory: string): Promise<void> {
  await mkdir(dirname(directory), { recursive: true })
  await mkdir(directory, { recursive: true })
  const isRoot = process.getuid?.() === 0
  // Somebody else's folder stays as it is: the file itself is private.
  await chmod(directory, isRoot ? 0o711 : 0o700).catch(() => undefined)
}

function requireKey(key: string, path: string): void {
  try {
    encryptionKeyId(key)
  } catch (error) {
    throw new ConfigurationError(
      `The key file ${path} has a line that is not a key (32 bytes in base64 or hexadecimal). Restore it from a copy.`,
      { cause: error },
    )
  }
}
