import type { WalkEnd } from '@data-import/core/provider'
import type { UnfinishedItem } from '@data-import/http'
import { pipelineRunCommitTable, pipelineRunTable } from '@data-import/model'
import { actions } from '../permission.js'
import { pullRequestList } from '../pull-request/pull-request-list.js'
import type { GithubResource } from '../resource.js'
import { runDays } from '../walk/import-windows.js'
import type { RepositoryState } from '../walk/repository-state.js'
import { walkScript } from '../walk/walk-script.js'
import { firstSince } from './first-since.js'
import { readAgain } from './read-again.js'
import { readNewest } from './read-newest.js'
import { mostResults, readWindows } from './read-windows.js'
import { createRunSaver } from './run-saver.js'
import type { RunPosition, RunState, RunWalk } from './run-walk.js'

/**
 * Imports workflow runs. The newest page is asked for with its tag, so that "nothing new" is free, and only in
 * repositories that have runs; runs that had not ended are read again until they have.
 */
export const pipelineRun: GithubResource = {
  name: 'pipeline-run',
  within: 'repository',
  events: ['workflow_run', 'workflow_job'],
  tables: [pipelineRunTable, pipelineRunCommitTable],
  permission: actions,
  withoutToken: 1,
  cost: { requestsOfRuns: (runs) => Math.max(1, Math.ceil(runs / runsPerPage)) + windowsOf(runs) },
  script: walkScript<RunPosition, RunState>(
    { resource: 'pipeline-run', dependsOn: ['repository'], importWindowDays: runDays },
    () => ({
      markOf: ({ repository, own }) => (own?.oldest === null ? markWithoutRuns(repository) : undefined),
      walk: importRuns,
    }),
  ),
}

const runsPerPage = 100

/**
 * The mark of a repository without runs. Its first run comes from a push to any branch, or from a pull request that brings a workflow
 * along, perhaps from a fork. Undefined where a run may begin without either: then only asking tells. Runs that GitHub starts without a
 * file in the repository, such as CodeQL's weekly scan, are found after the next push or pull request, or by the full look.
 */
function markWithoutRuns({ head, pushedAt, hasWorkflows, lists }: RepositoryState): string | undefined {
  if (hasWorkflows || head === undefined || pushedAt === undefined) return undefined
  const [pullRequests = '', changedAt = ''] = lists?.[pullRequestList.field]?.split('@') ?? []
  return `${head ?? ''} ${pullRequests}@${[pushedAt ?? '', changedAt].sort().at(-1)}`
}

/** More runs than a filtered list gives are asked for in parts of the time. */
function windowsOf(runs: number): number {
  return runs > mostResults ? Math.ceil(runs / mostResults) : 0
}

async function importRuns(walk: RunWalk): Promise<WalkEnd> {
  const { context, github, repository, state, head } = walk
  // Not the probe's time, which stays the same while the probe sees no change.
  // Later than before also within one second, which is all that GitHub's clock tells.
  const before = Date.parse(state?.own?.readAt ?? '') || 0
  const readAt = () => new Date(Math.max((github.now() ?? context.endDate).getTime(), before + 1)).toISOString()
  const saver = createRunSaver(walk)
  const position = walk.position ?? (await readNewest(walk, saver))
  if (position === null) {
    // What is on the page of the newest runs is as it was; older ones may have ended.
    const own = state?.own ?? { etag: null, oldest: null, readAt: head.probedAt }
    const isOlder = ({ createdAt }: UnfinishedItem) => own.oldest === null || createdAt < own.oldest
    const asBefore = { newest: { etag: own.etag, oldest: own.oldest }, window: null }
    const changed = await readAgain(walk, saver, isOlder, asBefore)
    return walk.end({ own: { ...own, open: saver.open(), ...(changed > 0 && { readAt: readAt() }) } })
  }
  const isWhole = await readWindows(walk, saver, position)
  const note = isWhole ? undefined : 'GitHub gave fewer workflow runs than it counts'
  if (context.isBackfill) return note === undefined ? {} : { note }
  await readAgain(walk, saver, () => true, { newest: position.newest, window: null })
  const own = { ...position.newest, open: saver.open(), since: firstSince(walk), readAt: readAt() }
  return walk.end({ own, mark: own.oldest === null ? (markWithoutRuns(repository) ?? null) : null, note })
}
