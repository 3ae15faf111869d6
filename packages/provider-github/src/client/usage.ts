/** What one run has asked for. */
export interface Usage {
  /** Requests that count against the quota. */
  requests: number
  /** Answers 304, which don't. */
  notModified: number
  /** GraphQL's measure of a query's cost. */
  points: number
}

export function createUsage(): Usage {
  return { requests: 0, notModified: 0, points: 0 }
}

/** `12 requests, 3 more answered "not modified", which are free, 8 points of the GraphQL quota`. */
export function describeUsage({ requests, notModified, points }: Usage): string {
  const parts = [counted(requests, 'request')]
  if (notModified > 0) parts.push(`${notModified} more answered "not modified", which are free`)
  if (points > 0) parts.push(`${counted(points, 'point')} of the GraphQL quota`)
  return parts.join(', ')
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
