import { beginWindows } from '@data-import/core/provider'
import { listIn } from '../client/list-in.js'
import type { RunPosition, RunWalk } from './pipeline-run.js'
import type { RestRun, RunList } from './pipeline-run-row.js'
import type { RunSaver } from './run-saver.js'

/** Reads the newest runs, unless nothing in them has changed: then it is null, and free. */
export async function readNewest(walk: RunWalk, saver: RunSaver): Promise<RunPosition | null> {
  const { context, github, repository, state, head, until } = walk
  const from = walk.since ?? new Date(0)
  if (context.isBackfill) return windowOnly(from, until ?? context.endDate)
  // A full look is for re-runs of older runs, which this page doesn't show; where there is no run, there is no older one.
  const mayMissChanges = head.isFullLook && state?.own?.oldest !== null
  const path = `${repository.path}/actions/runs?per_page=100`
  const answer = await github.get<RunList>(path, mayMissChanges ? null : state?.own?.etag)
  if (!answer.isModified) return null
  const runs = listIn<RestRun>(answer.body, path, 'workflow_runs')
  const oldest = runs.at(-1)?.created_at ?? null
  const hasMore = answer.next !== null && oldest !== null && Date.parse(oldest) >= from.getTime()
  const position = {
    newest: { etag: answer.etag, oldest },
    window: hasMore ? beginWindows(from, new Date(oldest)) : null,
  }
  await saver.save(runs, position)
  return { ...position, open: [] }
}

function windowOnly(from: Date, until: Date): RunPosition {
  return { newest: { etag: null, oldest: null }, window: beginWindows(from, until), open: [] }
}
