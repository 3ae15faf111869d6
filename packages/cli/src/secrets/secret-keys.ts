import { ConfigurationError, encryptionKeyId } from '@data-import/core'
import { readSecretKeyFile } from './secret-key-file.js'

/** Keys, and where they come from, for messages. */
export interface SecretKeys {
  keys: readonly string[]
  origin: 'environment' | 'file'
}

export const secretKeyVariable = 'DATA_IMPORT_SECRET_KEY'

/**
 * Loads the keys of the environment, several separated by commas or spaces, otherwise those of the folder's file.
 * @throws {ConfigurationError} for anything that is not a key.
 */
export async function loadSecretKeys(
  env: Readonly<Record<string, string | undefined>>,
  directory: string,
  notice: (text: string) => void,
): Promise<SecretKeys | undefined> {
  const given = environmentKeys(env)
  if (given.length > 0) {
    for (const key of given) requireKey(key)
    return { keys: given, origin: 'environment' }
  }
  const file = await readSecretKeyFile(directory)
  if (!file) return undefined
  if (file.isExposed) notice(`warning: ${file.path} can be read by other users: chmod 600 ${file.path}`)
  return { keys: file.keys, origin: 'file' }
}

/** What the variable holds, whether or not it is valid. */
export function environmentKeys(env: Readonly<Record<string, string | undefined>>): string[] {
  return (env[secretKeyVariable] ?? '').split(/[\s,]+/).filter((key) => key !== '')
}

function requireKey(key: string): void {
  try {
    encryptionKeyId(key)
  } catch (error) {
    throw new ConfigurationError(
      `${secretKeyVariable} is not a key. A key is 32 bytes in base64 or hexadecimal: openssl rand -base64 32`,
      { cause: error },
    )
  }
}
