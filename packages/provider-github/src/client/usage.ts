import { describeUsage as describeRequests, type HttpUsage } from '@data-import/http'

/** What one run has asked for; answers 304 don't count against the quota. */
export interface Usage extends HttpUsage {
  /** GraphQL's measure of a query's cost. */
  points: number
}

export function createUsage(): Usage {
  return { requests: 0, notModified: 0, points: 0 }
}

/** `12 requests, 3 more answered "not modified", which are free, 8 points of the GraphQL quota`. */
export function describeUsage(usage: Usage): string {
  const { requests, notModified, points, waitedMs = 0 } = usage
  const parts = [describeRequests({ requests, notModified })]
  if (notModified > 0) parts.push('which are free')
  if (points > 0) parts.push(`${points} point${points === 1 ? '' : 's'} of the GraphQL quota`)
  if (waitedMs > 0) parts.push(`waited ${Math.ceil(waitedMs / 1_000)} s for limits`)
  return parts.join(', ')
}
