import { countOf, formatCount } from '../html/format.js'
import type { OpenParts } from '../queries/count-open-parts.js'

const nouns: Readonly<Record<string, readonly [one: string, many: string]>> = {
  GIT: ['repository', 'repositories'],
  GITHUB: ['repository', 'repositories'],
  GITLAB: ['project', 'projects'],
  JENKINS: ['job', 'jobs'],
  CIRCLECI: ['project', 'projects'],
  SONARQUBE: ['project', 'projects'],
}
const anyPart = ['partition', 'partitions'] as const

/** What people call the partitions of a provider. */
export function nounOf(provider: string): readonly [one: string, many: string] {
  return nouns[provider.toUpperCase()] ?? anyPart
}

/** `3 of 212 repositories` or `the only repository`, one for each kind of part. */
export function openPartPhrases(parts: readonly OpenParts[], providerOf: (id: string) => string): string[] {
  const byNoun = new Map<string, { noun: readonly [string, string]; open: number; total: number }>()
  for (const { dataSourceId, open, total } of parts) {
    const noun = nounOf(providerOf(dataSourceId))
    const known = byNoun.get(noun[1]) ?? { noun, open: 0, total: 0 }
    if (open === 0) continue
    byNoun.set(noun[1], { noun, open: known.open + open, total: known.total + total })
  }
  const other = parts.reduce((sum, part) => sum + part.other, 0)
  const phrases = [...byNoun.values()].map(({ noun: [one, many], open, total }) =>
    total === 1 ? `the only ${one}` : `${formatCount(open)} of ${formatCount(total)} ${many}`,
  )
  return other > 0 ? [...phrases, countOf(other, phrases.length > 0 ? 'other list' : 'list')] : phrases
}
