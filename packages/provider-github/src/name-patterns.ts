import { ConfigurationError } from '@data-import/core/provider'

/** GitHub's names have at most 100 characters, so no longer pattern is of use. */
const longestPattern = 200
/** Some two thousand names in one setting. */
const longestSetting = 50_000

/**
 * Reads patterns of repository names, separated by commas or spaces: `*` stands for any characters, `?` for one, and
 * case doesn't matter. Undefined where there is none.
 *
 * @throws {ConfigurationError} for a pattern with what no name of a repository has, or one that is too long.
 */
export function readNamePatterns(key: string, setting: string): ((name: string) => boolean) | undefined {
  if (setting.length > longestSetting) {
    throw new ConfigurationError(
      `${key} has ${setting.length.toLocaleString('en')} characters; at most ${longestSetting.toLocaleString('en')} are read. Use fewer patterns, with "*".`,
    )
  }
  const patterns = setting.split(/[\s,]+/).filter((pattern) => pattern !== '')
  for (const pattern of patterns) refuseOther(key, pattern)
  if (patterns.length === 0) return undefined
  const lowered = patterns.map((pattern) => pattern.toLowerCase())
  const names = new Set(lowered.filter((pattern) => !/[*?]/.test(pattern)))
  const open = lowered.filter((pattern) => /[*?]/.test(pattern))
  return (name) => {
    const lower = name.toLowerCase()
    return names.has(lower) || open.some((pattern) => isMatch(pattern, lower))
  }
}

function refuseOther(key: string, pattern: string): void {
  if (pattern.length > longestPattern) {
    throw new ConfigurationError(
      `${key} has a pattern of ${pattern.length} characters, which begins with "${pattern.slice(0, 20)}"; at most ${longestPattern} are read, and a name has at most 100.`,
    )
  }
  if (pattern.includes('/')) {
    throw new ConfigurationError(`${key} compares names without their owner: write "${nameOf(pattern)}" alone.`)
  }
  const other = /[^A-Za-z0-9._*?-]/u.exec(pattern)?.[0]
  if (other === undefined) return
  throw new ConfigurationError(
    `${key} has the pattern "${pattern}", and no repository has "${other}" in its name. In a pattern "*" stands for any characters and "?" for one; separate patterns by commas or spaces.`,
  )
}

function nameOf(pattern: string): string {
  return pattern.slice(pattern.lastIndexOf('/') + 1) || 'NAME'
}

/**
 * Only the last star is ever gone back to: what the ones before it have matched can stay, so the time grows with the two
 * lengths and no pattern can make it explode, as a regular expression's does.
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
