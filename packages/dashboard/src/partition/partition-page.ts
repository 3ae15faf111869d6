import { definePage } from '../contract/page.js'
import { facts } from '../html/figures.js'
import { formatCount, instant } from '../html/format.js'
import { type Content, html } from '../html/html.js'
import { imported } from '../html/name.js'
import { storedStatus } from '../html/status.js'
import { table } from '../html/table.js'
import { type LogEntry, selectLogAbout } from '../queries/select-log-about.js'
import { type Partition, selectPartition } from '../queries/select-partition.js'
import { type Sibling, selectSiblings } from '../queries/select-siblings.js'
import { selectSource } from '../queries/select-source.js'
import { isLookedAt } from '../source/is-looked-at.js'
import { partitionPath, resourcePath, runPath, sourcePath } from '../tables/addresses.js'
import { logTable } from '../tables/log-table.js'
import { redactPosition } from './redact-position.js'

interface PartitionData {
  dataSourceId: string
  source: string
  resource: string
  partition: Partition
  /** Whether passes look at it. */
  isLookedAt: boolean
  siblings: Sibling[]
  log: LogEntry[]
}

/** One partition: how far it is, why not further, and where its walk continues. */
export const partitionPage = definePage<PartitionData>({
  path: 'sources/:source/:resource/partition',
  below: '',
  title: ({ partition }) => partition.name,
  async load(scope) {
    const { db, schema, params, query } = scope
    const { source: dataSourceId = '', resource = '' } = params
    const found = await selectPartition(db, schema, { dataSourceId, resource, key: query.get('key') ?? '' })
    if (!found) return undefined
    const source = await selectSource(db, schema, dataSourceId)
    const partition = { ...found, cursor: redactPosition(found.cursor), state: redactPosition(found.state) }
    return {
      dataSourceId,
      source: source?.name ?? dataSourceId,
      resource,
      partition,
      isLookedAt: partition.unlistedSince === null && (await isLookedAt(scope, dataSourceId, resource)),
      siblings: await selectSiblings(db, schema, dataSourceId, partition.key, resource),
      log: partition.lastRunId ? await selectLogAbout(db, schema, partition.lastRunId, partition, 20) : [],
    }
  },
  render({ dataSourceId, source, resource, partition, isLookedAt: looksAgain, siblings, log }, page) {
    const { key, name, reason, lastRunId, requestedAt, walkStartedAt } = partition
    const isRung = requestedAt !== null && (walkStartedAt === null || requestedAt > walkStartedAt)
    const again =
      looksAgain && page.button('look-again', { source: dataSourceId, resource, key }, 'Look again in the next pass')
    return html`<p class="crumbs"><a href="${page.link('')}">Now</a> / <a href="${page.link(sourcePath(dataSourceId))}">${imported(source)}</a> / <a href="${page.link(resourcePath(dataSourceId, resource))}">${imported(resource)}</a> / Partition</p>
<h1>${imported(name)}</h1>
<p class="lead">${storedStatus(partition.status)}${partition.unlistedSince && html` · not listed any more since ${instant(partition.unlistedSince)}, so it is no longer tried; what was imported of it stays`}</p>
${reason && html`<p>${imported(reason)}</p>`}
${facts([
  ['Complete up to', instant(partition.watermark, 'never yet')],
  ['Failed attempts in a row', formatCount(partition.failures)],
  ['Rows saved', formatCount(partition.saved)],
  ['Records refused', formatCount(partition.refused)],
  ['Last walk began', walkStartedAt && instant(walkStartedAt)],
  ['Last written', instant(partition.updatedAt)],
  ['Last run', lastRunId && html`<a href="${page.link(runPath(lastRunId))}">its log</a>`],
  ['Asked to look again', isRung && html`${instant(requestedAt)}; the next pass looks`],
  ['Unended walk', windowOf(partition)],
  ['Key', key !== name && imported(key)],
])}
${again && html`<div class="row">${again}</div>`}
${position('Where its walk continues', 'cursor', partition.cursor)}
${position('What its last walk left for the next', 'state', partition.state)}
${siblings.length > 0 && html`<h2>In other resources</h2>${siblingTable(siblings)}`}
${log.length > 0 && html`<h2>What its last run said about it</h2>${logTable(log)}`}`

    function siblingTable(rows: readonly Sibling[]) {
      return table(
        'The same in other resources',
        [
          {
            title: 'Resource',
            cell: (one: Sibling) =>
              html`<a href="${page.link(partitionPath(dataSourceId, one.resource), { key })}">${imported(one.resource)}</a>`,
          },
          { title: 'Status', cell: ({ status }) => storedStatus(status) },
          { title: 'Complete up to', cell: ({ watermark }) => instant(watermark) },
          { title: 'Why', kind: 'text', cell: (one) => one.reason && imported(one.reason) },
        ],
        rows,
      )
    }
  },
})

function windowOf({ windowStart, windowEnd }: Partition): Content {
  return windowStart && windowEnd && html`${instant(windowStart)} to ${instant(windowEnd)}`
}

function position(title: string, id: string, value: unknown): Content {
  if (value === null || value === undefined) return undefined
  return html`<details id="${id}"><summary>${title}</summary><pre>${JSON.stringify(value, null, 2)}</pre><p class="small soft">Long texts and whatever may be a secret are cut.</p></details>`
}
