import { readLedger } from '@data-import/ledger'
import { definePage } from '../contract/page.js'
import { empty, figures } from '../html/figures.js'
import { formatCount, instant, shortInstant } from '../html/format.js'
import { html } from '../html/html.js'
import { imported } from '../html/name.js'
import { storedStatus } from '../html/status.js'
import { table } from '../html/table.js'
import { dateOf } from '../queries/date-of.js'
import { type PartitionRow, selectPartitions } from '../queries/select-partitions.js'
import type { ResourceState } from '../state/resource-state.js'
import { readRunning } from '../state/running-state.js'
import { sourceStates } from '../state/source-state.js'
import { partitionPath, resourcePath, runPath, sourcePath } from '../tables/addresses.js'
import { completenessStatus } from '../tables/resource-table.js'
import { filterForm, isFiltered, readPartitionFilter } from './partition-filter.js'

const pageSize = 100

interface ResourceData {
  now: Date
  /** Whether passes look at it: its data source isn't paused, and it isn't left out. */
  isLookedAt: boolean
  state: ResourceState
  partitions: PartitionRow[]
  /** The key after which the next page begins; null on the last one. */
  next: string | null
}

/** One resource of a data source: its partitions, which can be filtered. */
export const resourcePage = definePage<ResourceData>({
  path: 'sources/:source/:resource',
  below: '',
  title: ({ state }) => `${state.resource} of ${state.source}`,
  async load({ db, schema, params, query }) {
    const [running, ledger] = await Promise.all([readRunning(db, schema), readLedger(db, { schema })])
    const source = sourceStates(ledger, running).find(({ id }) => id === params.source)
    const state = source?.resources.find(({ resource }) => resource === params.resource)
    if (!source || !state) return undefined
    const isLookedAt = source.isEnabled && !state.isLeftOut
    const now = dateOf(ledger.now)
    const filter = readPartitionFilter(query, now)
    const found = await selectPartitions(db, schema, state, filter, pageSize)
    const partitions = found.slice(0, pageSize)
    return {
      now,
      isLookedAt,
      state,
      partitions,
      next: found.length > pageSize ? (partitions.at(-1)?.key ?? null) : null,
    }
  },
  isLive: ({ state }) => state.running !== null && !state.running.isDead,
  render({ now, isLookedAt, state, partitions, next }, page) {
    const { dataSourceId, source, resource, lastRun, partitions: counts } = state
    const here = resourcePath(dataSourceId, resource)
    const others = Object.fromEntries([...page.query].filter(([key]) => key !== 'after' && key !== 'notice'))
    const again =
      isLookedAt && page.button('look-again', { source: dataSourceId, resource }, 'Look again in the next pass')
    return html`<p class="crumbs"><a href="${page.link('')}">Now</a> / <a href="${page.link(sourcePath(dataSourceId))}">${imported(source)}</a> / Resource</p>
<h1>${imported(resource)}</h1>
<p class="lead">${completenessStatus(state)}${lastRun && html` · <a href="${page.link(runPath(lastRun.id))}">the last run</a> ended ${instant(lastRun.endedAt)}`} · <a href="${page.link('runs', { source: dataSourceId, resource })}">all runs</a></p>
${lastRun?.error && html`<p>${imported(lastRun.error)}</p>`}
${figures([
  { label: 'Complete up to', value: state.completeUpTo ? shortInstant(state.completeUpTo, now) : '–' },
  ...(counts
    ? [
        { label: 'Complete', value: formatCount(counts.complete) },
        { label: 'Not complete', value: formatCount(state.open) },
        { label: 'Nothing there', value: formatCount(counts.skipped) },
      ]
    : []),
])}
${again && html`<div class="row">${again}</div>`}
<h2>Partitions</h2>
${counts && filterForm(page.query, page.link(here))}
${partitions.length > 0 ? partitionTable(dataSourceId, resource, partitions, page.link) : nothing(page.query)}
<nav class="pages" aria-label="More">${page.query.get('after') && html`<a href="${page.link(here, { ...others })}">First page</a>`}${next !== null && html`<a href="${page.link(here, { ...others, after: next })}">Next ${pageSize}</a>`}</nav>`
  },
})

function partitionTable(
  dataSourceId: string,
  resource: string,
  rows: readonly PartitionRow[],
  link: (path: string, query?: Record<string, string>) => string,
) {
  return table(
    'Partitions by key',
    [
      {
        title: 'Partition',
        cell: ({ key, name }: PartitionRow) =>
          html`<a href="${link(partitionPath(dataSourceId, resource), { key })}">${imported(name)}</a>`,
      },
      { title: 'Status', cell: ({ status }) => storedStatus(status) },
      { title: 'Complete up to', cell: ({ watermark }) => instant(watermark) },
      { title: 'Failures', kind: 'number', cell: ({ failures }) => (failures > 0 ? formatCount(failures) : '–') },
      {
        title: 'Why',
        kind: 'text',
        cell: ({ reason, unlistedSince }) =>
          html`${reason && imported(reason)}${unlistedSince && html` Not listed any more since ${instant(unlistedSince)}.`}`,
      },
    ],
    rows,
  )
}

function nothing(query: URLSearchParams) {
  return isFiltered(query)
    ? empty('No partition is like that.')
    : empty('It has no partitions: each run imports all of it, or none has run yet.')
}
