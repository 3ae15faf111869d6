import { Failure } from '../server/failure.js'
import type { FoundIssue } from './find-issues.js'

type Order = (a: FoundIssue, b: FoundIssue) => number

const severityOrder = ['INFO', 'MINOR', 'MAJOR', 'CRITICAL', 'BLOCKER']
const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const byFile: Order = (a, b) =>
  text(a.project.key, b.project.key) ||
  text(a.issue.path ?? '', b.issue.path ?? '') ||
  (a.issue.line ?? 0) - (b.issue.line ?? 0) ||
  text(a.issue.key, b.issue.key)

const orders: Readonly<Record<string, Order>> = {
  CREATION_DATE: (a, b) => a.issue.createdAt.getTime() - b.issue.createdAt.getTime(),
  UPDATE_DATE: (a, b) => a.issue.updatedAt.getTime() - b.issue.updatedAt.getTime(),
  CLOSE_DATE: (a, b) => (a.issue.closedAt?.getTime() ?? 0) - (b.issue.closedAt?.getTime() ?? 0),
  SEVERITY: (a, b) => severityOrder.indexOf(a.issue.severity) - severityOrder.indexOf(b.issue.severity),
  STATUS: (a, b) => text(a.issue.status, b.issue.status),
  FILE_LINE: byFile,
  HOTSPOTS: byFile,
}

/** Sorts as `s` and `asc` say; without them the newest creation comes first, then by file and line. */
export function sortIssues(found: readonly FoundIssue[], query: URLSearchParams): FoundIssue[] {
  const name = query.get('s')
  if (!name) return [...found].sort((a, b) => -(orders.CREATION_DATE?.(a, b) ?? 0) || byFile(a, b))
  const order = orders[name]
  if (!order) {
    throw new Failure(400, `Value of parameter 's' (${name}) must be one of: [${Object.keys(orders).join(', ')}]`)
  }
  const direction = query.get('asc') === 'false' || query.get('asc') === 'no' ? -1 : 1
  // Equal ones have no promised order: the keys are random, and so is this.
  return [...found].sort((a, b) => direction * order(a, b) || text(a.issue.key, b.issue.key))
}
