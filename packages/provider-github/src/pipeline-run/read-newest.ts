import { beginWindows } from '@data-import/http'
import { listIn } from '../client/list-in.js'
import { firstSince } from './first-since.js'
import { leanRun } from './lean-run.js'
import type { RestRun, RunList } from './pipeline-run-row.js'
import type { RunSaver } from './run-saver.js'
import type { RunPosition, RunWalk } from './run-walk.js'

/** Reads the newest runs, unless nothing in them has changed: then it is null, and free. */
export async function readNewest(walk: RunWalk, saver: RunSaver): Promise<RunPosition | null> {
  const { context, github, repository, state, head, until } = walk
  const first = Date.parse(firstSince(walk) ?? '1970-01-01')
  const from = walk.since ?? new Date(0)
  if (context.isBackfill) return windowOnly(from, until ?? context.endDate)
  // A full look is for re-runs of older runs, which this page doesn't show; where there is no run, there is no older one.
  const mayMissChanges = head.isFullLook && state?.own?.oldest !== null
  const path = `${repository.path}/actions/runs?per_page=100`
  const answer = await github.get<RunList>(path, mayMissChanges ? null : state?.own?.etag)
  if (!answer.isModified) return null
  const runs = listIn<RestRun>(answer.body, path, 'workflow_runs').map(leanRun)
  // GitHub fills the page with whatever is the newest, and a full look reaches further back than a short import window.
  const isWanted = ({ created_at }: RestRun) => Date.parse(created_at) >= first
  const start = new Date(Math.max(from.getTime(), first))
  const oldest = runs.at(-1)?.created_at ?? null
  const hasMore = answer.next !== null && oldest !== null && Date.parse(oldest) >= start.getTime()
  const position = {
    newest: { etag: answer.etag, oldest },
    window: hasMore ? beginWindows(start, new Date(oldest)) : null,
  }
  await saver.save(runs.filter(isWanted), position)
  return { ...position, open: [] }
}

function windowOnly(from: Date, until: Date): RunPosition {
  return { newest: { etag: null, oldest: null }, window: beginWindows(from, until), open: [] }
}
