/** What one run has asked for. */
export interface HttpUsage {
  /** Requests that were sent, repeats included; without those that were answered 304. */
  requests: number
  /** Answers 304, which most vendors don't count. */
  notModified: number
}

/** `12 requests, 3 more answered "not modified"`, for the end of a run's log. */
export function describeUsage({ requests, notModified }: HttpUsage): string {
  const asked = `${requests} request${requests === 1 ? '' : 's'}`
  return notModified === 0 ? asked : `${asked}, ${notModified} more answered "not modified"`
}
