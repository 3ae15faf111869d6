import { definePage, type PageContext } from '../contract/page.js'
import { figures } from '../html/figures.js'
import { formatCount, formatDuration, instant } from '../html/format.js'
import { type Html, html } from '../html/html.js'
import { imported } from '../html/name.js'
import { table } from '../html/table.js'
import { pathOf } from '../layout/relative.js'
import { type PassFigures, selectPassFigures } from '../queries/select-pass-figures.js'
import { type Run, selectRunsOfPass } from '../queries/select-runs.js'
import { type RunningState, readRunningOf } from '../state/running-state.js'
import { runPath } from '../tables/addresses.js'
import { runStatus } from '../tables/run-standing.js'
import { barOf, barPicture, type Span, scale } from './timeline.js'

const pageSize = 100

interface PassData {
  figures: PassFigures
  runs: Run[]
  offset: number
  running: RunningState
}

/** One pass: what ran beside what, and how each run ended. */
export const passPage = definePage<PassData>({
  path: 'passes/:pass',
  below: 'passes',
  title: 'A pass',
  async load({ db, schema, params, query }) {
    const passId = params.pass ?? ''
    const found = await selectPassFigures(db, schema, passId)
    if (!found) return undefined
    const asked = Number(query.get('runs') ?? 0)
    const offset = Number.isInteger(asked) && asked > 0 && asked < found.runs ? asked : 0
    const runs = await selectRunsOfPass(db, schema, passId, { offset, limit: pageSize })
    return { figures: found, runs, offset, running: await readRunningOf(db, schema, runs) }
  },
  isLive: ({ figures: { running } }) => running > 0,
  render({ figures: pass, runs, offset, running }, page) {
    const here = pathOf('passes', pass.passId)
    const span: Span = { startMs: pass.startedAt.getTime(), endMs: (pass.endedAt ?? pass.now).getTime() }
    const more = offset + runs.length
    return html`<p class="crumbs"><a href="${page.link('passes')}">Passes</a> / Pass</p>
<h1>Pass of ${instant(pass.startedAt)}</h1>
${figures([
  {
    label: pass.endedAt ? 'Took' : 'Runs since',
    value: formatDuration(span.endMs - span.startMs),
    note: pass.endedAt ? html`It ended ${instant(pass.endedAt)}` : undefined,
  },
  {
    label: 'Runs',
    value: formatCount(pass.runs),
    note: `${formatCount(pass.completed)} completed, ${formatCount(pass.failed)} failed, ${formatCount(pass.runs - pass.completed - pass.failed)} other`,
  },
  { label: 'Rows saved', value: formatCount(pass.saved), note: 'new or changed' },
  { label: 'Records refused', value: formatCount(pass.refused), note: 'by the database' },
])}
<h2>What ran when</h2>
${timelineTable(runs, span, running, page)}
${pass.runs > runs.length && html`<nav class="pages" aria-label="More">${offset > 0 && html`<a href="${page.link(here, { runs: offset > pageSize ? offset - pageSize : undefined })}">Previous</a>`}<span class="soft">${formatCount(offset + 1)}–${formatCount(more)} of ${formatCount(pass.runs)}</span>${more < pass.runs && html`<a href="${page.link(here, { runs: more })}">Next</a>`}</nav>`}`
  },
})

function timelineTable(runs: readonly Run[], span: Span, running: RunningState, page: PageContext): Html {
  return table(
    'Runs of the pass by their start',
    [
      {
        title: 'Run',
        cell: ({ id, resource, source }: Run) =>
          html`<a href="${page.link(runPath(id))}">${imported(resource)}</a> <span class="soft">${imported(source)}</span>`,
      },
      { title: 'Status', cell: (run) => runStatus(run, running) },
      { title: scale(span), label: 'When', kind: 'when', cell: (run) => barPicture(barOf(run, span)) },
      { title: 'After', kind: 'number', cell: ({ startedAt }) => formatDuration(startedAt.getTime() - span.startMs) },
      { title: 'Took', kind: 'number', cell: ({ durationMs }) => formatDuration(durationMs) },
      { title: 'Saved', kind: 'number', cell: ({ saved }) => formatCount(saved) },
      { title: 'Refused', kind: 'number', cell: ({ refused }) => (refused > 0 ? formatCount(refused) : '–') },
    ],
    runs,
  )
}
