import type { RunPosition, RunWalk } from './pipeline-run.js'
import type { RunList } from './pipeline-run-row.js'
import type { RunSaver } from './run-saver.js'

/** Creation times that are left to read, the newest first. */
export interface RunWindow {
  from: string
  until: string
  /** Milliseconds to ask for at once. */
  spanMs: number
  /** Next page of the part that is being read. */
  url: string | null
}

/** GitHub gives no more of a list that is filtered: https://docs.github.com/en/rest/actions/workflow-runs */
const mostResults = 1_000
/** Times are to the second. */
const shortestMs = 1_000

/** Reads one page of the newest part of the window; a part with too many runs is halved until they all can be had. */
export async function readWindow(walk: RunWalk, saver: RunSaver, position: RunPosition): Promise<RunPosition> {
  const { window, newest } = position
  if (window === null) return position
  const until = Date.parse(window.until)
  const from = Math.max(Date.parse(window.from), until - window.spanMs)
  const { github, repository, log } = walk
  const created = encodeURIComponent(`${toSecond(from)}..${toSecond(until)}`)
  const answer = await github.get<RunList>(
    window.url ?? `${repository.path}/actions/runs?created=${created}&per_page=100`,
  )
  if (!answer.isModified) return { ...position, window: null }
  const { total_count: total, workflow_runs: runs } = answer.body
  if (total > mostResults && until - from > shortestMs) {
    return { ...position, window: { ...window, spanMs: Math.ceil((until - from) / 2), url: null } }
  }
  if (total > mostResults)
    log.warn(`${repository.fullName}: of ${total} runs in one second GitHub gives ${mostResults}`)
  const next = { newest, window: answer.next === null ? after(window, from, total) : { ...window, url: answer.next } }
  await saver.save(runs, next)
  return { ...next, open: position.open }
}

/** What is left after a part: the borders overlap, for both belong to it. Few runs: the next part may be wider. */
function after(window: RunWindow, from: number, total: number): RunWindow | null {
  if (from <= Date.parse(window.from)) return null
  const spanMs = total < mostResults / 3 ? window.spanMs * 2 : window.spanMs
  return { ...window, until: new Date(from).toISOString(), spanMs, url: null }
}

function toSecond(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`
}
