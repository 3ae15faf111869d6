import type { CheckFinding } from '@data-import/core/provider'
import type { Settings } from '../settings.js'
import type { Looked } from './look.js'

/** What a token is, by its prefix and by what GitHub says beside an answer. */
export interface TokenDescription {
  kind: string
  /** Of classic and OAuth tokens; null for those that have permissions in their place. */
  scopes: readonly string[] | null
  expiresAt: Date | null
}

/** https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats */
const kinds: readonly (readonly [prefix: string, kind: string])[] = [
  ['ghp_', 'classic token'],
  ['github_pat_', 'fine-grained token'],
  ['gho_', 'OAuth token'],
  ['ghu_', 'user token of a GitHub App'],
  ['ghs_', 'installation token of a GitHub App, which ends after an hour'],
]

/** @param headers of any answer to the token */
export function readToken({ credentials }: Pick<Settings, 'credentials'>, headers: Looked<unknown>['headers']) {
  const given = credentials.kind === 'token' ? credentials.token : ''
  const scopes = headers['x-oauth-scopes']
  const kind = kinds.find(([prefix]) => given.startsWith(prefix))?.[1]
  const expiresAt = new Date(String(headers['github-authentication-token-expiration'] ?? ''))
  return {
    kind: kind ?? (scopes === undefined ? 'token' : 'classic token'),
    scopes:
      scopes === undefined
        ? null
        : String(scopes)
            .split(/[\s,]+/)
            .filter(Boolean),
    expiresAt: Number.isNaN(expiresAt.getTime()) ? null : expiresAt,
  } satisfies TokenDescription
}

const soonMs = 14 * 86_400_000

/** One finding for the token, and one for each scope that it lacks. */
export function describeToken(
  { kind, scopes, expiresAt }: TokenDescription,
  settings: Pick<Settings, 'owner' | 'ownerKind'>,
  now: Date,
  name = 'GITHUB_TOKEN',
): CheckFinding[] {
  const isEnding = expiresAt !== null && expiresAt.getTime() - now.getTime() < soonMs
  const ends = expiresAt ? `, expires on ${expiresAt.toISOString().slice(0, 10)}` : ''
  const named = scopes === null ? '' : `, ${scopes.length > 0 ? `scopes ${scopes.join(', ')}` : 'without any scope'}`
  return [
    {
      status: isEnding ? 'warning' : 'ok',
      message: `${name} is a ${kind}${named}${ends}${isEnding ? ': set a new one in time' : ''}`,
    },
    ...(scopes === null ? [] : missingScopes(scopes, settings)),
  ]
}

/** Each scope with those that include it: https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps */
function missingScopes(
  scopes: readonly string[],
  { owner, ownerKind }: Pick<Settings, 'owner' | 'ownerKind'>,
): CheckFinding[] {
  const lacks = (...accepted: string[]) => !accepted.some((scope) => scopes.includes(scope))
  const findings: CheckFinding[] = []
  if (lacks('repo')) {
    const message = `The token lacks the scope repo: only public repositories are imported. Add it if ${owner} has private ones.`
    findings.push({ status: 'warning', message })
  }
  if (ownerKind === 'organization' && lacks('read:org', 'write:org', 'admin:org')) {
    const message = `The token lacks the scope read:org: members of ${owner} can't be read (contributor). Add it.`
    findings.push({ status: 'warning', message })
  }
  if (lacks('user', 'read:user', 'user:email')) {
    const message =
      'The token lacks the scope read:user: contributors come without the e-mail of their profile. Add it if you need that.'
    findings.push({ status: 'warning', message })
  }
  return findings
}
