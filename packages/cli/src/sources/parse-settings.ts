import { ConfigurationError } from '@data-import/core'

/**
 * Reads `KEY=VALUE` settings; the value `-` stands for standard input, so that a secret needn't be in the list of
 * processes. Values stay as given.
 * @throws {ConfigurationError} for what has no `=`, and for a key given twice. No message holds a value.
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
      throw new ConfigurationError('A --set has no KEY=VALUE form. It looks like --set GIT_BRANCH=main')
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
      throw new ConfigurationError(`${key.replaceAll('\0', '')} holds a NUL character.`)
  }
  return settings
}
