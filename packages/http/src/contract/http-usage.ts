/** What one run has asked for. */
export interface HttpUsage {
  /** Requests that were sent, repeats included; without those that were answered 304. */
  requests: number
  /** Answers 304, which most vendors don't count. */
  notModified: number
  /** What limits kept it waiting, in milliseconds; requests that wait at once count once. Left out: not measured. */
  waitedMs?: number
}

/** `12 requests, 3 more answered "not modified", waited 30 s for limits`, for the end of a run's log. */
export function describeUsage({ requests, notModified, waitedMs = 0 }: HttpUsage): string {
  const parts = [`${requests} request${requests === 1 ? '' : 's'}`]
  if (notModified > 0) parts.push(`${notModified} more answered "not modified"`)
  if (waitedMs > 0) parts.push(`waited ${Math.ceil(waitedMs / 1_000)} s for limits`)
  return parts.join(', ')
}
