import { ConfigurationError } from '@data-import/core'

/**
 * Reads `KEY=VALUE` settings; the value `-` stands for standard input, which keeps a secret out of process lists. Values
 * stay as they are.
 * @throws {ConfigurationError} for a setting without `=`, and for a key that is set twice. No message holds a value.
 */
export async function parseSettings(
  given: readonly string[],
  readStdin: () => Promise<string>,
): Promise<Map<string, string>> {
  const settings = new Map<string, string>()
  let stdinKey: string | undefined
  for (const setting of given) {
    const at = setting.indexOf('=')
    if (at < 1) {
      // It may be a secret whose key was forgotten.
      throw new ConfigurationError('A --set is not KEY=VALUE. Example: --set GIT_BRANCH=main')
    }
    const key = setting.slice(0, at)
    const value = setting.slice(at + 1)
    if (settings.has(key)) throw new ConfigurationError(`${key} is set twice.`)
    if (value === '-' && stdinKey) {
      throw new ConfigurationError(`${stdinKey} and ${key} can't both be read from standard input.`)
    }
    if (value === '-') stdinKey = key
    settings.set(key, value)
  }
  if (stdinKey) settings.set(stdinKey, (await readStdin()).replace(/\r?\n$/, ''))
  for (const [key, value] of settings) {
    if (`${key}${value}`.includes('\0'))
      throw new ConfigurationError(`${key.replaceAll('\0', '')} contains a NUL character.`)
  }
  return settings
}
