import { definePage, type PageContext } from '../contract/page.js'
import { empty } from '../html/figures.js'
import { formatCount, formatDuration, instant } from '../html/format.js'
import { type Html, html } from '../html/html.js'
import { status } from '../html/status.js'
import { table } from '../html/table.js'
import { pathOf } from '../layout/relative.js'
import { type PassSummary, selectPasses } from '../queries/select-passes.js'
import { readInstant } from './read-instant.js'

const pageSize = 25

interface PassesData {
  passes: PassSummary[]
  isLast: boolean
}

/** The passes, the newest first. */
export const passesPage = definePage<PassesData>({
  path: 'passes',
  title: 'Passes',
  menu: 'Passes',
  async load({ db, schema, query }) {
    const passes = await selectPasses(db, schema, readInstant(query.get('before')), pageSize)
    return { passes, isLast: passes.length < pageSize }
  },
  isLive: ({ passes }) => passes.some(({ running }) => running > 0),
  render({ passes, isLast }, page) {
    const last = passes.at(-1)
    return html`<h1>Passes</h1>
<p class="lead">A pass imports every data source that is due, once.</p>
${passes.length > 0 ? passTable(passes, page) : empty(page.query.has('before') ? 'There is no older pass.' : 'No pass has run yet. Start one: data-import run, or the host’s scheduler.')}
<nav class="pages" aria-label="More">${page.query.has('before') && html`<a href="${page.link('passes')}">Newest</a>`}${!isLast && last && html`<a href="${page.link('passes', { before: last.startedAt.toISOString() })}">Older</a>`}</nav>`
  },
})

function passTable(passes: readonly PassSummary[], page: PageContext): Html {
  const link = ({ passId, startedAt }: PassSummary) =>
    passId === null
      ? instant(startedAt)
      : html`<a href="${page.link(pathOf('passes', passId))}">${instant(startedAt)}</a>`
  return table(
    'Passes, the newest first',
    [
      { title: 'Began', cell: link },
      { title: 'Outcome', cell: standing },
      {
        title: 'Took',
        kind: 'number',
        cell: ({ startedAt, endedAt }) => formatDuration(endedAt && endedAt.getTime() - startedAt.getTime()),
      },
      { title: 'Data sources', kind: 'number', cell: ({ sources }) => formatCount(sources) },
      { title: 'Runs', kind: 'number', cell: ({ runs }) => formatCount(runs) },
      { title: 'Completed', kind: 'number', cell: ({ completed }) => formatCount(completed) },
      { title: 'Rows saved', kind: 'number', cell: ({ saved }) => formatCount(saved) },
      { title: 'Refused', kind: 'number', cell: ({ refused }) => (refused > 0 ? formatCount(refused) : '–') },
    ],
    passes,
  )
}

function standing({ running, failed, other }: PassSummary): Html {
  if (running > 0) return status('running', `${formatCount(running)} running`)
  if (failed > 0) return status('bad', `${formatCount(failed)} failed`)
  if (other > 0) return status('warning', `${formatCount(other)} not complete`)
  return status('good', 'Completed')
}
