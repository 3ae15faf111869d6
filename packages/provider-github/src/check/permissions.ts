import type { CheckFinding } from '@data-import/core/provider'
import { githubError } from '../client/github-error.js'
import { type Look, look } from './look.js'
import { lackingPermission, needs } from './needs.js'
import type { Totals } from './totals.js'

/** Tries one request for each permission, on a private repository where there is one: public ones need fewer. */
export async function* tryPermissions(given: Look, { wanted }: Totals): AsyncGenerator<CheckFinding> {
  const readable = wanted.filter(({ isDisabled, isEmpty }) => !isDisabled && !isEmpty)
  const tried = readable.find(({ isPrivate }) => isPrivate) ?? readable[0]
  if (!tried) return
  const granted: string[] = []
  for (const need of needs(given.settings)) {
    const path =
      need.permission.path === null
        ? `/orgs/${given.settings.owner}/members?per_page=1`
        : `${tried.path}${need.permission.path}`
    const { status, headers, error } = await look(given, path)
    if (status < 400 || status === 409 || status === 410) granted.push(need.resources)
    else if (headers['x-github-sso'] !== undefined) throw githubError(error, tried.fullName)
    else {
      const wanted = headers['x-accepted-github-permissions'] ?? `${need.permission.name}=read`
      yield lackingPermission(need, String(wanted), 'the token')
    }
  }
  const where = `tried on ${tried.fullName}${tried.isPrivate ? '' : ', which is public: private ones may need more'}`
  if (granted.length > 0) yield { status: 'ok', message: `May read ${granted.join(', ')} (${where})` }
}
