import type { Terminal } from '../terminal/terminal.js'
import { secretKeyPath } from './secret-key-file.js'
import { environmentKeys, loadSecretKeys, type SecretKeys } from './secret-keys.js'

/** The keys for the secrets of data sources, and the means to mask what they decrypt. */
export interface Keyring {
  /** Folder of the key file. */
  directory: string
  /** The key file, whether or not it exists. */
  path: string
  /** An application decrypts with the same keys, so no key may be made here. */
  isShared: boolean
  /** The keys of the environment or of the file, masked from now on; undefined if there are none yet. */
  load(): Promise<SecretKeys | undefined>
  /** Masks these in everything that is written from now on. */
  hide(secrets: readonly string[]): void
  /** One line for the user of the command. */
  notice(text: string): void
}

/** Hides the environment's keys immediately: a provider's module may print its environment. */
export function createKeyring(
  { env, hide }: Pick<Terminal, 'env' | 'hide'>,
  { directory, isShared, notice }: Pick<Keyring, 'directory' | 'isShared' | 'notice'>,
): Keyring {
  hide?.(environmentKeys(env))
  return {
    directory,
    path: secretKeyPath(directory),
    isShared,
    async load() {
      const secretKeys = await loadSecretKeys(env, directory, notice)
      hide?.(secretKeys?.keys ?? [])
      return secretKeys
    },
    hide: (secrets) => hide?.(secrets),
    notice,
  }
}
