import type { CheckFinding } from '@data-import/core/provider'
import type { Gitlab } from '../client/gitlab.js'
import { accountOf, type GitlabUser } from '../people/account.js'
import { textOf } from '../record/values.js'

interface TokenAnswer {
  name?: string | null
  scopes?: readonly string[] | null
  expires_at?: string | null
}

const dayMs = 86_400_000
const soonDays = 14

/** What the token is: whose, with which scopes, until when. */
export async function* lookAtToken({ rest }: Gitlab): AsyncGenerator<CheckFinding> {
  const { body: user } = await rest.get<GitlabUser | null>('/user')
  const account = accountOf(user)
  const answer = await rest.get<TokenAnswer | null>('/personal_access_tokens/self', { absentOn: [400, 403, 404] })
  const scopes = answer?.body?.scopes ?? null
  const kind = account?.row?.isBot ? 'a project or group access token' : 'a personal access token'
  const whose = account ? ` of ${account.username}` : ''
  const said = scopes === null ? '' : ` with ${scopes.length === 1 ? 'the scope' : 'the scopes'} ${scopes.join(', ')}`
  yield { status: 'ok', message: `The token is ${kind}${whose}${said}.` }
  if (scopes?.includes('api') && !scopes.includes('read_api')) {
    yield { status: 'warning', message: 'The scope api allows to change everything: read_api is enough.' }
  }
  const expiresAt = Date.parse(textOf(answer?.body?.expires_at) ?? '')
  const now = (rest.now() ?? new Date()).getTime()
  if (expiresAt < now + soonDays * dayMs) {
    yield { status: 'warning', message: `The token expires on ${answer?.body?.expires_at}: renew it before.` }
  }
}
