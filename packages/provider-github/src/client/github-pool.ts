import { hash } from 'node:crypto'
import { QuotaExhaustedError, type RunLog } from '@data-import/core/provider'
import { partialDataOf } from './answer-of-error.js'
import type { Connection } from './connection.js'
import { createGithub, type Github, type GithubRun, withLists } from './github.js'
import type { Api } from './quota-left.js'
import { unavailableReasonOf } from './refusal.js'

/** One of several tokens. */
export interface PoolMember {
  /** `token 2 of 3 (…wxyz)` */
  name: string
  connection: Connection
}

/** How several tokens are used by one run. */
export interface PoolOptions extends GithubRun {
  /** Whether the first that is good answers everything, for lists that show what their token sees. */
  isSteady: boolean
  signal: AbortSignal
  log: Pick<RunLog, 'warn'> | undefined
  now(): Date
}

interface Member extends PoolMember {
  /** Waits for limits. */
  patient: Github
  /** Leaves what meets a limit to the others. */
  impatient: Github
  /** Milliseconds, by quota. */
  spentUntil: Record<Api, number>
  open: Record<Api, number>
  isTold: boolean
}

/**
 * GitHub through several tokens, which may all read the same: each question goes to the one that has most left. What has an ETag goes to the
 * same one in each pass, for GitHub's ETags belong to a token. What one may not see is asked of the others before it is believed,
 * and one that is refused leaves its work to them, with a warning.
 */
export function createGithubPool(given: readonly PoolMember[], options: PoolOptions): Github {
  const { signal, usage, maximumWaitMs, isSteady, log } = options
  const members = given.map(
    (member): Member => ({
      ...member,
      patient: createGithub(member.connection, { usage, maximumWaitMs }, signal),
      impatient: createGithub(member.connection, { usage, maximumWaitMs: 0 }, signal),
      spentUntil: { core: 0, graphql: 0 },
      open: { core: 0, graphql: 0 },
      isTold: false,
    }),
  )
  const now = () => options.now().getTime()
  const isSpent = (member: Member, api: Api) => member.spentUntil[api] > now()
  const leftOf = (member: Member, api: Api) => member.connection.left.of(api, now()) - member.open[api]

  function choose(api: Api, preferred: number | null, tried: ReadonlySet<Member>): Member | undefined {
    const usable = members.filter((one) => !one.connection.isRefused() && !tried.has(one) && !isSpent(one, api))
    const first = isSteady ? usable[0] : usable.find((one) => preferred !== null && one === members[preferred])
    return first ?? [...usable].sort((left, right) => leftOf(right, api) - leftOf(left, api))[0]
  }

  async function ask<Result>(api: Api, preferred: number | null, send: (github: Github) => Promise<Result>) {
    const tried = new Set<Member>()
    let refusal: unknown
    for (let member = choose(api, preferred, tried); member; member = choose(api, preferred, tried)) {
      tried.add(member)
      member.open[api] += 1
      try {
        return await send(member.impatient)
      } catch (error) {
        signal.throwIfAborted()
        if (QuotaExhaustedError.isInstance(error)) member.spentUntil[api] = error.retryAt?.getTime() ?? now() + 60_000
        else if (member.connection.isRefused()) tellRefused(member, error)
        else if (!isOfToken(error)) throw error
        refusal ??= error
      } finally {
        member.open[api] -= 1
      }
    }
    // Whoever may see it has no quota left: the first who has some again.
    const [soonest] = members
      .filter((one) => !one.connection.isRefused() && isSpent(one, api))
      .sort((left, right) => left.spentUntil[api] - right.spentUntil[api])
    if (soonest) return send(soonest.patient)
    if (refusal !== undefined) throw refusal
    // All were refused before: it says so itself.
    const [any] = members
    if (!any) throw new Error('There is no token.')
    return send(any.patient)
  }

  function tellRefused(member: Member, error: unknown): void {
    if (member.isTold) return
    member.isTold = true
    const isLast = members.every(({ connection }) => connection.isRefused())
    const reason = error instanceof Error ? error.message : String(error)
    if (!isLast) log?.warn(`${reason} The other tokens do its work.`)
  }

  return withLists({
    get: <Body>(path: string, etag?: string | null) =>
      ask('core', etag === undefined ? null : placeOf(path, members.length), (github) => github.get<Body>(path, etag)),
    query: <Data>(query: string, variables: Record<string, unknown>, mayBeTooHeavy?: boolean) =>
      ask('graphql', null, (github) => github.query<Data>(query, variables, mayBeTooHeavy)),
    now: () => members.find(({ patient }) => patient.now() !== null)?.patient.now() ?? null,
    usage,
  })
}

/** The same for the same path, as long as there are as many tokens. */
function placeOf(path: string, count: number): number {
  return Number.parseInt(hash('sha256', path, 'hex').slice(0, 8), 16) % count
}

/** Whether another token may be answered otherwise. An answer of which only a part is refused is one. */
function isOfToken(error: unknown): boolean {
  if (unavailableReasonOf(error) === undefined) return false
  const data = partialDataOf<Record<string, unknown>>(error)
  return !Object.entries(data ?? {}).some(([name, value]) => name !== 'rateLimit' && value !== null)
}
