import { cappedWindows, type WindowPart } from '@data-import/http'
import { listIn } from '../client/list-in.js'
import { readAhead } from '../walk/read-ahead.js'
import { leanRun } from './lean-run.js'
import type { RestRun, RunList } from './pipeline-run-row.js'
import type { RunSaver } from './run-saver.js'
import type { RunPosition, RunWalk } from './run-walk.js'

/** GitHub gives no more of a list that is filtered: https://docs.github.com/en/rest/actions/workflow-runs */
export const mostResults = 1_000

/** Reads what is left of the position's window, the newest first, and saves each page with the position after it. @returns whether all came */
export async function readWindows(walk: RunWalk, saver: RunSaver, { newest, window }: RunPosition): Promise<boolean> {
  if (window === null) return true
  const { github, repository, log } = walk
  const read = async ({ from, until, next }: WindowPart) => {
    const created = encodeURIComponent(`${toSecond(from)}..${toSecond(until)}`)
    const path = `${repository.path}/actions/runs?created=${created}&per_page=100`
    const answer = await github.get<RunList>(next ?? path)
    if (!answer.isModified) throw new Error('GitHub answered 304 to what was asked without a tag.')
    return {
      items: listIn<RestRun>(answer.body, path, 'workflow_runs').map(leanRun),
      total: answer.body.total_count,
      next: answer.next,
    }
  }
  const name = `${repository.fullName}: workflow runs`
  const pages = cappedWindows({
    name,
    from: new Date(window.from),
    until: new Date(window.until),
    most: mostResults,
    position: window,
    log,
    read,
  })
  let isWhole = true
  for await (const page of readAhead(pages)) {
    await saver.save(page.items, { newest, window: page.position })
    isWhole = page.isWhole
  }
  return isWhole
}

/** Times are to the second. */
function toSecond(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`
}
