import { ConfigurationError } from '@data-import/core/provider'

const longestPattern = 1_000

/** Lines of a setting; one line may hold several values, separated by commas. */
export function linesOf(setting: string): string[] {
  return setting
    .split(setting.includes('\n') ? /[\r\n]+/ : ',')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/**
 * Reads patterns of full names: `*` stands for any characters, `?` for one, and case doesn't matter. A pattern that matches a
 * folder matches everything in it. Undefined where there is none.
 *
 * @throws {ConfigurationError} for a pattern that is too long.
 */
export function readNamePatterns(key: string, setting: string): ((fullName: string) => boolean) | undefined {
  const patterns = linesOf(setting)
  if (patterns.length === 0) return undefined
  const tooLong = patterns.find((pattern) => pattern.length > longestPattern)
  if (tooLong !== undefined) {
    throw new ConfigurationError(
      `${key} has a pattern of ${tooLong.length} characters; at most ${longestPattern} are read.`,
    )
  }
  const lowered = patterns.map((pattern) => pattern.toLowerCase().replace(/\/+$/, ''))
  return (fullName) => {
    const names = ancestryOf(fullName.toLowerCase())
    return lowered.some((pattern) => names.some((name) => isMatch(pattern, name)))
  }
}

/** `a/b/c`, `a/b` and `a`. */
function ancestryOf(fullName: string): string[] {
  const names = [fullName]
  for (let at = fullName.lastIndexOf('/'); at > 0; at = fullName.lastIndexOf('/', at - 1)) {
    names.push(fullName.slice(0, at))
  }
  return names
}

/**
 * Only the last star is ever gone back to, so the time grows with the two lengths, and no pattern can make it explode as a regular
 * expression's does.
 */
function isMatch(pattern: string, name: string): boolean {
  let inPattern = 0
  let star = -1
  let afterStar = 0
  for (let inName = 0; inName < name.length; ) {
    const wanted = pattern[inPattern]
    if (wanted === '*') {
      star = inPattern
      afterStar = inName
      inPattern += 1
    } else if (wanted !== undefined && (wanted === '?' || wanted === name[inName])) {
      inPattern += 1
      inName += 1
    } else if (star >= 0) {
      afterStar += 1
      inName = afterStar
      inPattern = star + 1
    } else return false
  }
  while (pattern[inPattern] === '*') inPattern += 1
  return inPattern === pattern.length
}
