import type { PageContext } from '../contract/page.js'
import { formatCount, instant } from '../html/format.js'
import { type Content, type Html, html } from '../html/html.js'
import { imported } from '../html/name.js'
import { status, storedStatus } from '../html/status.js'
import { type Column, table } from '../html/table.js'
import type { ResourceState } from '../state/resource-state.js'
import { resourcePath, runPath } from './addresses.js'

/** How far each resource of one data source is imported. */
export function resourceTable(resources: readonly ResourceState[], page: PageContext): Html {
  const caption = `How far each resource of ${resources[0]?.source} is imported`
  const columns: Column<ResourceState>[] = [
    {
      title: 'Resource',
      cell: (one) =>
        html`<a href="${page.link(resourcePath(one.dataSourceId, one.resource))}">${imported(one.resource)}</a>`,
    },
    { title: 'Now', cell: completenessStatus },
    { title: 'Complete up to', cell: (one) => instant(one.completeUpTo) },
    { title: 'Partitions', kind: 'number', cell: ({ partitions }) => partitions && formatCount(listed(partitions)) },
    { title: 'Not complete', kind: 'number', cell: ({ open }) => (open > 0 ? formatCount(open) : '–') },
    { title: 'Refused', kind: 'number', cell: ({ refused }) => (refused > 0 ? formatCount(refused) : '–') },
    { title: 'Last run', cell: (one) => lastRun(one, page) },
    { title: 'Saved', kind: 'number', cell: ({ lastRun: run }) => formatCount(run?.saved) },
  ]
  return table(caption, columns, resources)
}

/** How complete a resource is, in a word. */
export function completenessStatus({
  completeness,
  running,
  isLeftOut,
  lastRun: run,
  partitions,
}: ResourceState): Html {
  if (running?.isDead) return status('bad', 'Died')
  if (running) return status('running', 'Running')
  if (isLeftOut) return status('quiet', 'Left out')
  if (completeness === 'whole') return status('good', 'Complete')
  if (completeness === 'parts') {
    return partitions?.complete ? status('warning', 'All but some') : status('bad', 'Nothing complete')
  }
  if (completeness === 'never') return status('quiet', 'Never imported')
  return run ? storedStatus(run.status) : status('quiet', 'Never imported')
}

function lastRun({ lastRun: run }: ResourceState, page: PageContext): Content {
  return run && html`<a href="${page.link(runPath(run.id))}">${instant(run.endedAt, 'ended')}</a>`
}

function listed({ unlisted, ...tried }: NonNullable<ResourceState['partitions']>): number {
  return Object.values(tried).reduce((sum, count) => sum + count, 0)
}
