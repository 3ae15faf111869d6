import { readLedger } from '@data-import/ledger'
import { partitionCauses, refusedCauses, runCauses } from '../causes/cause-list.js'
import { definePage, type PageContext } from '../contract/page.js'
import { empty, facts } from '../html/figures.js'
import { countOf, instant } from '../html/format.js'
import { html } from '../html/html.js'
import { imported } from '../html/name.js'
import { status } from '../html/status.js'
import { dateOf } from '../queries/date-of.js'
import { type PartitionCause, selectCauses } from '../queries/select-causes.js'
import { readRunning } from '../state/running-state.js'
import { type SourceState, sourceStates } from '../state/source-state.js'
import { resourceTable } from '../tables/resource-table.js'
import { completeUpTo, dueText, sourceStanding } from '../tables/source-table.js'

interface SourceData {
  now: Date
  source: SourceState
  causes: PartitionCause[]
}

/** One data source: how far each resource of it is imported, and why not further. */
export const sourcePage = definePage<SourceData>({
  path: 'sources/:source',
  below: '',
  title: ({ source }) => source.name,
  async load({ db, schema, params }) {
    const [running, ledger] = await Promise.all([readRunning(db, schema), readLedger(db, { schema })])
    const source = sourceStates(ledger, running).find(({ id }) => id === params.source)
    if (!source) return undefined
    const open = source.resources.filter((one) => one.open > 0 && !one.isLeftOut)
    const causes = open.length === 0 ? [] : await selectCauses(db, schema, open, 40)
    return { now: dateOf(ledger.now), source, causes }
  },
  isLive: ({ source }) => source.resources.some(({ running }) => running && !running.isDead),
  render({ now, source, causes }, page) {
    const { name, provider, organizationId, resources, lastSyncAt } = source
    const standing = sourceStanding(source)
    const broken = resources.filter(({ completeness, isLeftOut }) => completeness === 'broken' && !isLeftOut)
    const refused = resources.filter((one) => one.refused > 0 && !one.isLeftOut)
    return html`<p class="crumbs"><a href="${page.link('')}">Now</a> / Data source</p>
<h1>${imported(name)}</h1>
${facts([
  ['Now', status(standing.tone, standing.word)],
  ['Complete up to', instant(completeUpTo(source))],
  ['Provider', provider],
  ['Organisation', imported(organizationId)],
  ['Last complete pass', instant(lastSyncAt, 'none yet')],
  ['Next due', dueText(source, now)],
])}
${buttons(source, page)}
<h2>${countOf(resources.length, 'resource')}</h2>
${
  resources.length > 0
    ? resourceTable(resources, page)
    : empty('Nothing of it was imported yet. If passes run, see whether its provider is registered.')
}
${broken.length + causes.length + refused.length > 0 && html`<h2>What is not complete, and why</h2>`}
${broken.length > 0 && runCauses(broken, 40, page)}
${causes.length > 0 && partitionCauses(causes, new Map([[source.id, name]]), page)}
${refused.length > 0 && refusedCauses(refused, 40, page)}`
  },
})

function buttons({ id, isEnabled }: SourceState, page: PageContext) {
  if (!isEnabled || !page.canAct) return undefined
  return html`<div class="row">${page.button('look-again', { source: id }, 'Look again in the next pass')}${
    page.actions.run && page.button('run', { source: id }, 'Run now')
  }</div>`
}
