import type { RunLog } from '@data-import/core/provider'
import type { HttpUsage } from '../contract/http-usage.js'

/** Who waits. */
export interface WaitReportOptions {
  name: string
  log: RunLog | undefined
  usage: HttpUsage
  monotonicMs(): number
}

/** Another answer to the same limit says nearly the same end. */
const sameEndMs = 1_000

/** Makes what tells a run's log of each wait once, however many of its questions wait for it, and adds them up. */
export function createWaitReport({ name, log, usage, monotonicMs }: WaitReportOptions) {
  let until = Number.NEGATIVE_INFINITY
  return (waitMs: number, status: number | undefined): void => {
    const now = monotonicMs()
    const addedMs = now + waitMs - Math.max(now, until)
    if (addedMs <= 0) return
    const isTold = until > now && addedMs < sameEndMs
    until = now + waitMs
    usage.waitedMs = (usage.waitedMs ?? 0) + addedMs
    if (isTold) return
    const why = status === undefined ? '' : ` (${status})`
    log?.info(`${name} asks to wait ${Math.ceil(waitMs / 1_000)} s${why}.`)
  }
}
