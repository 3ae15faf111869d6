import type { PageContext } from '../contract/page.js'
import { countOf, formatCount } from '../html/format.js'
import { type Content, type Html, html, joinHtml } from '../html/html.js'
import { imported } from '../html/name.js'
import { storedStatus } from '../html/status.js'
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

function oneCause(cause: PartitionCause, sources: ReadonlyMap<string, string>, page: PageContext): Html {
  const { status, reason, count, names, resources, dataSourceIds } = cause
  const more = count - names.length
  const places = dataSourceIds.flatMap((id) =>
    resources.map((resource) => ({ id, resource, label: `${resource} of ${sources.get(id) ?? id}` })),
  )
  const isOne = dataSourceIds.length === 1
  const where: Content = isOne
    ? joinHtml(
        places.map(
          ({ id, resource }) =>
            html`<a href="${page.link(resourcePath(id, resource), { status })}">${imported(resource)}</a>`,
        ),
        ', ',
      )
    : resources.join(', ')
  const of = joinHtml(
    dataSourceIds.map((id) => html`<a href="${page.link(sourcePath(id))}">${imported(sources.get(id) ?? id)}</a>`),
    ', ',
  )
  return html`<li><p>${storedStatus(status)} ${imported(reason ?? 'No reason was given; the log of the run may say more.')}</p>
<p class="soft">${joinHtml(names.map(imported), ', ')}${more > 0 && ` and ${formatCount(more)} more`} · ${where} of ${of}</p>
<p class="small soft">${todo[status]}</p></li>`
}

function oneRunCause(group: readonly ResourceState[], page: PageContext): Html | undefined {
  const [first] = group
  if (!first?.lastRun) return undefined
  const { status, error } = first.lastRun
  const shown = group.slice(0, 4)
  const where = shown.map(
    ({ lastRun, resource, source }) =>
      html`<a href="${page.link(runPath(lastRun?.id ?? ''))}">${imported(resource)}</a> of ${imported(source)}`,
  )
  const more = group.length - shown.length
  return html`<li><p>${storedStatus(status)} ${imported(error ?? 'No reason was given; the log of the run may say more.')}</p>
<p class="soft">${joinHtml(where, ', ')}${more > 0 && ` and ${formatCount(more)} more`}</p>
<p class="small soft">${todo[status]}</p></li>`
}
