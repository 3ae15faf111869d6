import { definePage } from '../contract/page.js'
import { empty, facts } from '../html/figures.js'
import { countOf, formatCount, formatDuration, instant } from '../html/format.js'
import { type Content, html } from '../html/html.js'
import { imported } from '../html/name.js'
import { pathOf } from '../layout/relative.js'
import { countLog, selectLog } from '../queries/select-log.js'
import type { LogEntry } from '../queries/select-log-about.js'
import { type Run, selectRun } from '../queries/select-runs.js'
import { type RunningState, readRunningOf } from '../state/running-state.js'
import { resourcePath, runPath, sourcePath } from '../tables/addresses.js'
import { logTable } from '../tables/log-table.js'
import { runStatus } from '../tables/run-standing.js'

const pageSize = 100
const levels: readonly (readonly [stored: string, word: string])[] = [
  ['ERROR', 'errors'],
  ['WARN', 'warnings'],
  ['INFO', 'infos'],
  ['DEBUG', 'debug entries'],
]

interface RunData {
  run: Run
  running: RunningState
  counts: Record<string, number>
  log: LogEntry[]
  /** The entry after which the next page begins; null on the last one. */
  next: string | null
}

/** One run: what it did, and its log. */
export const runPage = definePage<RunData>({
  path: 'runs/:run',
  below: 'passes',
  title: ({ run }) => `A run of ${run.resource} of ${run.source}`,
  async load({ db, schema, params, query }) {
    const run = await selectRun(db, schema, params.run ?? '')
    if (!run) return undefined
    const level = levels.find(([stored]) => stored === query.get('level'))?.[0]
    const found = await selectLog(db, schema, run.id, { level, after: query.get('after') ?? undefined }, pageSize)
    const log = found.slice(0, pageSize)
    return {
      run,
      running: await readRunningOf(db, schema, [run]),
      counts: await countLog(db, schema, run.id),
      log,
      next: found.length > pageSize ? (log.at(-1)?.id ?? null) : null,
    }
  },
  isLive: ({ run, running }) => running.runs.some(({ runId, isDead }) => runId === run.id && !isDead),
  render({ run, running, counts, log, next }, page) {
    const here = runPath(run.id)
    const level = page.query.get('level') ?? undefined
    const state = running.runs.find(({ runId }) => runId === run.id)
    const links = levels.flatMap(([stored, words]): Content[] =>
      counts[stored]
        ? [
            html`<a href="${page.link(here, { level: stored })}"${level === stored && html` aria-current="true"`}>${formatCount(counts[stored])} ${words}</a>`,
          ]
        : [],
    )
    return html`<p class="crumbs"><a href="${page.link('passes')}">Passes</a>${run.passId !== null && html` / <a href="${page.link(pathOf('passes', run.passId))}">Pass</a>`} / Run</p>
<h1>${imported(run.resource)} of ${imported(run.source)}</h1>
<p class="lead">${runStatus(run, running)} · began ${instant(run.startedAt)}${run.durationMs !== null && ` and took ${formatDuration(run.durationMs)}`}</p>
${run.error && html`<p>${imported(run.error)}</p>`}
${state?.isDead && html`<p>Its process died at or after ${instant(state.lastSignAt)}, its last sign. The next pass continues from its last checkpoints.</p>`}
${facts([
  ['Rows saved', html`${formatCount(run.saved)} new or changed`],
  ['Records refused', formatCount(run.refused)],
  ['Import window', run.windowStart && run.windowEnd && html`${instant(run.windowStart)} to ${instant(run.windowEnd)}`],
  ['Complete up to', instant(run.fetchedUpTo, 'not known')],
  ['Ended', instant(run.endedAt, state && !state.isDead ? 'it runs' : 'not known')],
  ['Last sign', state && instant(state.lastSignAt)],
  ['Worker', state?.worker && imported(state.worker)],
  [
    'Data source',
    html`<a href="${page.link(sourcePath(run.dataSourceId))}">${imported(run.source)}</a>, <a href="${page.link(resourcePath(run.dataSourceId, run.resource))}">${imported(run.resource)}</a>`,
  ],
  ['Run', html`<code>${run.id}</code>`],
])}
<h2>Log</h2>
${
  links.length > 0 &&
  html`<p class="row"><a href="${page.link(here)}"${!level && html` aria-current="true"`}>${countOf(
    Object.values(counts).reduce((sum, count) => sum + count, 0),
    'entry',
    'entries',
  )}</a>${links}</p>`
}
${log.length > 0 ? logTable(log) : empty(level ? 'No entry is of this level.' : 'It had nothing to say.')}
<nav class="pages" aria-label="More">${page.query.has('after') && html`<a href="${page.link(here, { level })}">First entries</a>`}${next !== null && html`<a href="${page.link(here, { level, after: next })}">Next ${pageSize}</a>`}</nav>`
  },
})
