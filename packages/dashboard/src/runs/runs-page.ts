import { definePage } from '../contract/page.js'
import { empty } from '../html/figures.js'
import { formatCount, formatDuration, instant } from '../html/format.js'
import { html } from '../html/html.js'
import { imported } from '../html/name.js'
import { table } from '../html/table.js'
import { type Run, selectRunsOfResource } from '../queries/select-runs.js'
import { type RunningState, readRunningOf } from '../state/running-state.js'
import { resourcePath, runPath } from '../tables/addresses.js'
import { runStatus } from '../tables/run-standing.js'
import { readInstant } from './read-instant.js'

const pageSize = 50

interface RunsData {
  dataSourceId: string
  resource: string
  runs: Run[]
  running: RunningState
}

/** The runs of one resource of a data source, the newest first. */
export const runsPage = definePage<RunsData>({
  path: 'runs',
  below: 'passes',
  title: ({ resource }) => `Runs of ${resource}`,
  async load({ db, schema, query }) {
    const place = { dataSourceId: query.get('source') ?? '', resource: query.get('resource') ?? '' }
    const runs = await selectRunsOfResource(db, schema, place, readInstant(query.get('before')), pageSize)
    if (runs.length === 0 && !query.has('before')) return undefined
    return { ...place, runs, running: await readRunningOf(db, schema, runs) }
  },
  render({ dataSourceId, resource, runs, running }, page) {
    const last = runs.at(-1)
    const here = { source: dataSourceId, resource }
    return html`<p class="crumbs"><a href="${page.link('passes')}">Passes</a> / <a href="${page.link(resourcePath(dataSourceId, resource))}">${imported(resource)}</a> / Runs</p>
<h1>Runs of ${imported(resource)}${last && html` of ${imported(last.source)}`}</h1>
${
  runs.length === 0
    ? empty('There is no older run.')
    : table(
        'Runs, the newest first',
        [
          {
            title: 'Began',
            cell: (run: Run) => html`<a href="${page.link(runPath(run.id))}">${instant(run.startedAt)}</a>`,
          },
          { title: 'Status', cell: (run) => runStatus(run, running) },
          { title: 'Took', kind: 'number', cell: ({ durationMs }) => formatDuration(durationMs) },
          { title: 'Saved', kind: 'number', cell: ({ saved }) => formatCount(saved) },
          { title: 'Refused', kind: 'number', cell: ({ refused }) => (refused > 0 ? formatCount(refused) : '–') },
          { title: 'Why', kind: 'text', cell: ({ error }) => error && imported(error) },
        ],
        runs,
      )
}
<nav class="pages" aria-label="More">${page.query.has('before') && html`<a href="${page.link('runs', here)}">Newest</a>`}${runs.length === pageSize && last && html`<a href="${page.link('runs', { ...here, before: last.startedAt.toISOString() })}">Older</a>`}</nav>`
  },
})
