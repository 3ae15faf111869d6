import type { CheckFinding } from '@data-import/core/provider'
import type { Settings } from '../settings.js'
import type { Totals } from './totals.js'

/** Which repositories would be imported. */
export function describeRepositories(
  { count, lookedAt, privateCount, wanted }: Totals,
  { owner }: Pick<Settings, 'owner'>,
): CheckFinding {
  if (count === 0) {
    return { status: 'warning', message: `The token sees no repository of ${owner}: may it read any?` }
  }
  const some = lookedAt < count ? ` of the ${lookedAt} that were pushed to last` : ''
  const seen = `${number(count)} ${count === 1 ? 'repository' : 'repositories'} of ${owner} seen`
  const secret = privateCount === 0 ? 'none of them private, or none that the token may see' : `${privateCount} private`
  if (wanted.length === 0) {
    return { status: 'warning', message: `${seen}, but none is wanted: correct GITHUB_INCLUDE and GITHUB_EXCLUDE.` }
  }
  const left = wanted.length === lookedAt ? 'all are imported' : `${number(wanted.length)}${some} are imported`
  return { status: 'ok', message: `${seen} (${secret}); ${left}` }
}

function number(value: number): string {
  return value.toLocaleString('en')
}
