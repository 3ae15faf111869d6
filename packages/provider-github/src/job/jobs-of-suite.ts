import type { JobRow } from '@data-import/model'
import type { Connection } from '../walk/changed-pages.js'
import { checkRunRow, type GraphqlCheckRun } from './check-run-row.js'
import type { StoredRun } from './stored-runs.js'

/** A check suite, as far as it is read. */
export interface GraphqlCheckSuite {
  app: { slug: string } | null
  checkRuns: Connection<GraphqlCheckRun> | null
}

/** Who creates the suite of each workflow run, also on an Enterprise Server. */
const actions = 'github-actions'

/** Results of runs that had a job. */
const resultsOfJobs: ReadonlySet<string | null> = new Set(['success', 'failure', 'timed_out'])

/**
 * The jobs of a run that has ended in its first attempt, by all check runs of its suite; undefined where it isn't certain that REST would
 * list the same:
 * - a check run is not of a job. GitHub puts what a step creates, such as a report of tests, into a suite of its own choice:
 *   https://github.com/orgs/community/discussions/24616
 * - something hasn't ended, or began after the run had: it is run again by now
 * - a run that can't have ended so without a job has none
 */
export function jobsOfSuite({ app, checkRuns }: GraphqlCheckSuite, run: StoredRun): JobRow[] | undefined {
  const nodes = checkRuns?.nodes
  if (!checkRuns || !Array.isArray(nodes) || checkRuns.totalCount !== nodes.length) return undefined
  if (app && app.slug !== actions) return undefined
  if (nodes.length === 0) return resultsOfJobs.has(run.originalResult) ? undefined : []
  if (!nodes.every((node) => isJobOf(node, run))) return undefined
  const rows = nodes.map((node: GraphqlCheckRun) => checkRunRow(node, run.id, run.sourceUpdatedAt))
  const isOfOneAttempt = rows.every(({ startedAt }) => !isAfter(startedAt, run))
  const isEachOnce = new Set(rows.map(({ externalId }) => externalId)).size === rows.length
  return isOfOneAttempt && isEachOnce ? rows : undefined
}

/** The page of a job names its run and itself. */
function isJobOf(node: GraphqlCheckRun | null, { externalId }: StoredRun): boolean {
  if (!node || !Number.isSafeInteger(node.databaseId) || typeof node.name !== 'string') return false
  if (node.status !== 'COMPLETED' || node.title) return false
  const path = /\/actions\/runs\/(\d+)\/jobs?\/(\d+)(?:[?#].*)?$/.exec(node.detailsUrl ?? '')
  return path?.[1] === externalId && path[2] === String(node.databaseId)
}

function isAfter(startedAt: Date | null | undefined, { sourceUpdatedAt }: StoredRun): boolean {
  return Boolean(startedAt && sourceUpdatedAt && startedAt > sourceUpdatedAt)
}
