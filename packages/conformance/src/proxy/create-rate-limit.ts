import { madeUpAnswer } from './answer.js'
import type { Interfere, ProxiedRequest } from './proxied-request.js'

/** How the server says how long to wait. */
export type LimitForm = 'seconds' | 'date' | 'none'

/** A timer may fire this much before its time. */
const toleranceMs = 20
/** Within this, another script's request may have been under way when the first one was limited. */
const underWayMs = 100
const secondMs = 1_000

/** A server that limits its caller from one request on for a second or two. */
export interface RateLimit {
  interfere: Interfere
  /** The first request that was repeated before it was allowed, and can't have been under way. */
  hasty(): { method: string; path: string; earlyMs: number } | undefined
  /** Milliseconds until everything is allowed again. */
  leftMs(): number
}

/** @param usual how often each request is sent without a limit, by its key: scripts that run side by side may send the same */
export function createRateLimit(
  position: number,
  form: LimitForm,
  usual: ReadonlyMap<string, number> = new Map(),
): RateLimit {
  /** When each limited request may be repeated, by its key. */
  const allowedAt = new Map<string, number>()
  const limitedAt = new Map<string, number>()
  const early = new Map<string, number>()
  let until: number | undefined
  let hasty: ReturnType<RateLimit['hasty']>

  function limit({ key }: ProxiedRequest) {
    const { header, waitMs } = retryAfter(form)
    allowedAt.set(key, performance.now() + waitMs)
    if (!limitedAt.has(key)) limitedAt.set(key, performance.now())
    return madeUpAnswer(429, '{"message":"Too many requests"}', header === undefined ? {} : { 'retry-after': header })
  }

  return {
    interfere(request) {
      const { key, method, path, number, arrivedAt } = request
      const earlyMs = Math.round((allowedAt.get(key) ?? 0) - arrivedAt)
      if (earlyMs > toleranceMs) {
        const times = (early.get(key) ?? 0) + 1
        early.set(key, times)
        const isUnderWay = times < (usual.get(key) ?? 1) && arrivedAt - (limitedAt.get(key) ?? 0) < underWayMs
        if (!isUnderWay) hasty ??= { method, path, earlyMs }
      }
      if (number === position) {
        const answer = limit(request)
        until = allowedAt.get(key)
        return answer
      }
      return until !== undefined && arrivedAt < until - toleranceMs ? limit(request) : undefined
    },
    hasty: () => hasty,
    leftMs: () => Math.max(0, ...[...allowedAt.values()].map((at) => at - performance.now())),
  }
}

function retryAfter(form: LimitForm): { header?: string; waitMs: number } {
  if (form === 'none') return { waitMs: 0 }
  if (form === 'seconds') return { header: '1', waitMs: secondMs }
  // A date has whole seconds: the next but one is one to two seconds away.
  const at = (Math.floor(Date.now() / secondMs) + 2) * secondMs
  return { header: new Date(at).toUTCString(), waitMs: at - Date.now() }
}
