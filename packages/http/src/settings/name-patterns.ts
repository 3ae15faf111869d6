import { ConfigurationError } from '@data-import/core/provider'

/** No name of a repository is longer, at any vendor. */
const longestPattern = 200
/** A path has several names in it. */
const longestPathPattern = 1_000
/** Some two thousand names in one setting. */
const longestSetting = 50_000

/** What the patterns are compared with. */
export interface NamePatternOptions {
  /**
   * Whether repositories have paths (`group/subgroup/web`): a pattern with a slash is compared with the whole path, one without with
   * the last part. Default: false, and a slash is refused.
   */
  isPath?: boolean
}

/**
 * Reads patterns of repository names, separated by commas or spaces: `*` stands for any characters, `?` for one, and
 * case doesn't matter. Undefined where there is none. No pattern takes longer than its length times that of the name.
 *
 * @example
 * ```ts
 * import { readNamePatterns } from '@data-import/http'
 *
 * const isIncluded = readNamePatterns('BOARD_INCLUDE', 'api-*, web')
 * isIncluded?.('API-gateway') // true
 * ```
 *
 * @throws {ConfigurationError} for a pattern with what no name of a repository has, or one that is too long.
 */
export function readNamePatterns(
  key: string,
  setting: string,
  { isPath = false }: NamePatternOptions = {},
): ((name: string) => boolean) | undefined {
  if (setting.length > longestSetting) {
    throw new ConfigurationError(
      `${key} has ${setting.length.toLocaleString('en')} characters; at most ${longestSetting.toLocaleString('en')} are read. Use fewer patterns, with "*".`,
    )
  }
  const patterns = setting.split(/[\s,]+/).filter((pattern) => pattern !== '')
  for (const pattern of patterns) refuseOther(key, pattern, isPath)
  if (patterns.length === 0) return undefined
  const lowered = patterns.map((pattern) => pattern.toLowerCase())
  const names = new Set(lowered.filter((pattern) => !/[*?]/.test(pattern)))
  const open = lowered.filter((pattern) => /[*?]/.test(pattern))
  return (name) => {
    const whole = name.toLowerCase()
    const last = isPath ? whole.slice(whole.lastIndexOf('/') + 1) : whole
    const comparedWith = (pattern: string) => (pattern.includes('/') ? whole : last)
    return names.has(whole) || names.has(last) || open.some((pattern) => isMatch(pattern, comparedWith(pattern)))
  }
}

function refuseOther(key: string, pattern: string, isPath: boolean): void {
  const longest = isPath ? longestPathPattern : longestPattern
  if (pattern.length > longest) {
    throw new ConfigurationError(
      `${key} has a pattern of ${pattern.length} characters, which begins with "${pattern.slice(0, 20)}"; at most ${longest} are read, and no name is as long.`,
    )
  }
  if (!isPath && pattern.includes('/')) {
    throw new ConfigurationError(`${key} compares names without their owner: write "${nameOf(pattern)}" alone.`)
  }
  const other = (isPath ? /[^A-Za-z0-9._*?/-]/u : /[^A-Za-z0-9._*?-]/u).exec(pattern)?.[0]
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
