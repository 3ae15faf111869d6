import type { CheckFinding } from '@data-import/core/provider'
import { statusOf } from '../client/answer-of-error.js'
import { githubError } from '../client/github-error.js'
import type { Look } from './look.js'
import { proveApi } from './prove-api.js'
import { type Quota, type Quotas, readQuotas } from './quota.js'
import { sumOf as sumOfAll } from './sum-of.js'
import { describeToken, readToken } from './token.js'

/** A token that GitHub takes, and what all that are good have left together. */
export interface GoodToken {
  look: Look
  quotas: Quotas
}

/** Tells each of several tokens by its place and last letters. @returns the first that is good, if one is */
export async function* lookAtTokens(looks: readonly Look[]): AsyncGenerator<CheckFinding, GoodToken[]> {
  const good: GoodToken[] = []
  const refused: CheckFinding[] = []
  for (const look of looks) {
    const name = `GITHUB_TOKEN, ${nameOf(look)},`
    try {
      const quotas = await readQuotas(look)
      const notApi = quotas.isGithub ? null : await proveApi(look)
      if (notApi) {
        yield notApi
        return []
      }
      yield* describeToken(readToken(look.settings, quotas.headers), look.settings, quotas.now, name)
      good.push({ look, quotas })
    } catch (error) {
      if (!look.connection.isRefused()) throw error
      const told = githubError(error, 'the check')
      refused.push({ status: 'warning', message: told instanceof Error ? told.message : String(statusOf(error)) })
    }
  }
  yield* refused.map((finding) => (good.length === 0 ? { ...finding, status: 'error' as const } : finding))
  const [first] = good
  if (!first) return []
  const all = good.map(({ quotas }) => quotas)
  const quotas = { ...first.quotas, requests: sumOf(all, 'requests'), points: sumOf(all, 'points') }
  return [{ look: first.look, quotas }]
}

function nameOf({ settings: { credentials } }: Look): string {
  return (credentials.kind === 'token' && credentials.name) || 'its token'
}

/** Null where one has no limits: then none matters. */
function sumOf(quotas: readonly Quotas[], name: 'requests' | 'points'): Quota | null {
  const known = quotas.flatMap(({ [name]: quota }) => quota ?? [])
  if (known.length < quotas.length) return null
  return {
    limit: total(known.map(({ limit }) => limit)),
    remaining: total(known.map(({ remaining }) => remaining)),
    resetsAt: new Date(Math.max(...known.map(({ resetsAt }) => resetsAt.getTime()))),
  }
}

function total(numbers: readonly number[]): number {
  return sumOfAll(numbers, (number) => number)
}
