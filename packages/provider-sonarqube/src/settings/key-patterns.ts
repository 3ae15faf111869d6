import { ConfigurationError } from '@data-import/core/provider'

/** A key has at most 400 characters: https://docs.sonarsource.com/sonarqube-server/latest/project-administration/creating-and-importing-projects/ */
const longestPattern = 400

/**
 * What patterns of project keys let through: all where there is none. `*` stands for any characters; case matters, as it does to SonarQube.
 * @throws {ConfigurationError} for one that no key can fit.
 */
export function readKeyPatterns(patterns: readonly string[]): (key: string) => boolean {
  for (const pattern of patterns) {
    if (pattern.length > longestPattern) {
      throw new ConfigurationError(
        `SONARQUBE_PROJECTS has a key of ${pattern.length} characters, which begins with "${pattern.slice(0, 20)}": a key has at most ${longestPattern}.`,
      )
    }
  }
  if (patterns.length === 0) return () => true
  const keys = new Set(patterns.filter((pattern) => !pattern.includes('*')))
  const open = patterns.filter((pattern) => pattern.includes('*')).map((pattern) => pattern.split('*'))
  return (key) => keys.has(key) || open.some((parts) => isMatch(parts, key))
}

/** Each part is found as far left as it can be, so the time grows with the lengths and no pattern makes it explode. */
function isMatch(parts: readonly string[], key: string): boolean {
  const first = parts[0] ?? ''
  const last = parts.at(-1) ?? ''
  if (!key.startsWith(first) || !key.endsWith(last) || key.length < first.length + last.length) return false
  let at = first.length
  const end = key.length - last.length
  for (const part of parts.slice(1, -1)) {
    const found = key.indexOf(part, at)
    if (found < 0 || found + part.length > end) return false
    at = found + part.length
  }
  return true
}
