import type { FakeOwner, FakeTruth } from '@data-import/fake-github'

/** Kinds of records that are compared. */
export const kinds = ['repository', 'commit', 'pull request', 'review', 'issue', 'run', 'job'] as const
export type Kind = (typeof kinds)[number]

/** Of each kind that a tool delivers: what it says of a record, by GitHub's id or the sha. */
export type Records = Map<Kind, Map<string, string>>

/** What is wrong in a tool's records. */
export interface WrongRecords {
  /** GitHub has it, the tool doesn't. */
  missing: number
  /** The tool has it as it no longer is. */
  stale: number
  /** GitHub no longer has it, and the tool doesn't say so. */
  kept: number
  /** `2 commit missing`, for each kind. */
  described: string[]
}

/** What is said of a record, so that each tool's words become comparable. */
export const said = {
  repository: (fullName: unknown) => text(fullName),
  commit: () => '',
  work: (title: unknown, state: unknown, closedAt: unknown, mergedAt: unknown = null) =>
    [
      text(title),
      String(state).toLowerCase() === 'open' ? 'open' : 'closed',
      instant(closedAt),
      instant(mergedAt),
    ].join(),
  review: (state: unknown) => text(state).toUpperCase(),
  run: (status: unknown, conclusion: unknown, attempt: unknown) =>
    [text(status), text(conclusion), text(attempt)].join(),
  job: (status: unknown, conclusion: unknown) => [text(status), text(conclusion)].join(),
}

/** Everything that GitHub has of an owner. */
export async function trueRecords(owner: FakeOwner): Promise<Records> {
  const records: Records = new Map(kinds.map((kind) => [kind, new Map()]))
  for (const repository of owner.repositories()) addTruth(records, await repository.truth())
  return records
}

function addTruth(records: Records, truth: FakeTruth): void {
  const add = (kind: Kind, id: number | string, what: string) => records.get(kind)?.set(String(id), what)
  add('repository', truth.repository.id, said.repository(truth.repository.fullName))
  for (const sha of truth.commits.keys()) add('commit', sha, said.commit())
  for (const { id, title, state, closedAt, mergedAt } of truth.pullRequests.values()) {
    add('pull request', id, said.work(title, state, closedAt, mergedAt))
  }
  for (const { id, state } of truth.reviews.values()) add('review', id, said.review(state))
  for (const { id, title, state, closedAt } of truth.issues.values())
    add('issue', id, said.work(title, state, closedAt))
  for (const { id, status, conclusion, attempt } of truth.runs.values())
    add('run', id, said.run(status, conclusion, attempt))
  for (const { id, status, conclusion } of truth.jobs.values()) add('job', id, said.job(status, conclusion))
}

/** Compares the kinds that a tool delivers. */
export function wrongRecords(truth: Records, told: Records): WrongRecords {
  const wrong: WrongRecords = { missing: 0, stale: 0, kept: 0, described: [] }
  for (const [kind, has] of told) {
    const is = truth.get(kind) ?? new Map<string, string>()
    const missing = [...is.keys()].filter((id) => !has.has(id)).length
    const stale = [...is].filter(([id, what]) => has.has(id) && has.get(id) !== what).length
    const kept = [...has.keys()].filter((id) => !is.has(id)).length
    wrong.missing += missing
    wrong.stale += stale
    wrong.kept += kept
    const counts = Object.entries({ missing, stale, kept }).filter(([, count]) => count > 0)
    wrong.described.push(...counts.map(([how, count]) => `${count} ${kind} ${how}`))
  }
  return wrong
}

/** How many records there are. */
export function countRecords(records: Records): number {
  return [...records.values()].reduce((sum, { size }) => sum + size, 0)
}

function text(value: unknown): string {
  return value === null || value === undefined ? '' : String(value)
}

/** To the second, as GitHub tells it. */
function instant(value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  const date = value instanceof Date ? value : new Date(String(value))
  return `${date.toISOString().slice(0, 19)}Z`
}
