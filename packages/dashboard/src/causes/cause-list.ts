import type { PageContext } from '../contract/page.js'
import { countOf, formatCount } from '../html/format.js'
import { type Content, type Html, html, joinHtml } from '../html/html.js'
import { imported } from '../html/name.js'
import { status, storedStatus } from '../html/status.js'
import type { PartitionCause } from '../queries/select-causes.js'
import type { ResourceState } from '../state/resource-state.js'
import { resourcePath, runPath, sourcePath } from '../tables/addresses.js'
import { groupBy } from './group-by.js'

const todo: Readonly<Record<string, string>> = {
  FAILED: 'The next pass tries again. If it fails each time, mend what the reason names.',
  UNAVAILABLE: 'Give the credentials access to it, or leave it out. The next pass tries again.',
  INCOMPLETE: 'The next pass continues where this one ended.',
  SKIPPED: 'It runs again once what it depends on is imported, or its lock is free.',
  CANCELLED: 'The next pass continues from the last checkpoint.',
  PARTIAL: 'The next pass tries again what is missing. The log of the run says more.',
}

/** Why partitions are not complete: each cause once, with what to do. */
export function partitionCauses(
  causes: readonly PartitionCause[],
  sources: ReadonlyMap<string, string>,
  page: PageContext,
): Html {
  const more = (causes[0]?.causes ?? 0) - causes.length
  return html`<ul class="causes">${causes.map((cause) => oneCause(cause, sources, page))}</ul>${
    more > 0 && html`<p class="soft">And ${countOf(more, 'more cause')}, on the pages of the data sources.</p>`
  }`
}

/** Resources whose newest run imported nothing or not everything, for a reason that no partition tells; equal reasons once. */
export function runCauses(broken: readonly ResourceState[], shown: number, page: PageContext): Html {
  const all = groupBy(broken, ({ lastRun }) => `${lastRun?.status}: ${lastRun?.error ?? ''}`)
  return html`<ul class="causes">${all.slice(0, shown).map((group) => oneRunCause(group, page))}</ul>${
    all.length > shown &&
    html`<p class="soft">And ${countOf(all.length - shown, 'more cause')}, on the pages of the data sources.</p>`
  }`
}

/** Records that the database refused: which resources lack some. */
export function refusedCauses(resources: readonly ResourceState[], shown: number, page: PageContext): Html {
  const where = resources
    .slice(0, shown)
    .map(
      ({ dataSourceId, source, resource, refused }) =>
        html`<a href="${page.link('runs', { source: dataSourceId, resource })}">${imported(resource)}</a> of ${imported(source)} (${formatCount(refused)})`,
    )
  return html`<ul class="causes"><li><p>${status('warning', 'Refused')} The database refused records, which are missing.</p>
<p class="soft">${some(where, resources.length)}</p>
<p class="small soft">The logs of the runs say why. Once that is mended, a backfill over their window reads them again: data-import run --from DATE.</p></li></ul>`
}

function oneCause(cause: PartitionCause, sources: ReadonlyMap<string, string>, page: PageContext): Html {
  const { status: stored, reason, count, names, resources, resourceCount, dataSourceIds, sourceCount } = cause
  const [only = ''] = dataSourceIds
  const inResource = (resource: string) =>
    sourceCount === 1
      ? html`<a href="${page.link(resourcePath(only, resource), { status: stored })}">${imported(resource)}</a>`
      : imported(resource)
  const ofSource = (id: string) => html`<a href="${page.link(sourcePath(id))}">${imported(sources.get(id) ?? id)}</a>`
  return html`<li><p>${storedStatus(stored)} ${imported(reason ?? 'No reason was given; the log of the run may say more.')}</p>
<p class="soft">${some(names.map(imported), count)} · ${some(resources.map(inResource), resourceCount)} of ${some(dataSourceIds.map(ofSource), sourceCount)}</p>
<p class="small soft">${todo[stored]}</p></li>`
}

/** What is shown of many, and how many more there are. */
function some(shown: readonly Content[], count: number): Html {
  return html`${joinHtml(shown, ', ')}${count > shown.length && ` and ${formatCount(count - shown.length)} more`}`
}

function oneRunCause(group: readonly ResourceState[], page: PageContext): Html | undefined {
  const [first] = group
  if (!first?.lastRun) return undefined
  const { status: stored, error } = first.lastRun
  const shown = group.slice(0, 4)
  const where = shown.map(
    ({ lastRun, resource, source }) =>
      html`<a href="${page.link(runPath(lastRun?.id ?? ''))}">${imported(resource)}</a> of ${imported(source)}`,
  )
  return html`<li><p>${storedStatus(stored)} ${imported(error ?? 'No reason was given; the log of the run may say more.')}</p>
<p class="soft">${some(where, group.length)}</p>
<p class="small soft">${todo[stored]}</p></li>`
}
