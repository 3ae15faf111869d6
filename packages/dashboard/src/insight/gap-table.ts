import { countOf, formatCount, instant } from '../html/format.js'
import { type Html, html } from '../html/html.js'
import { imported } from '../html/name.js'
import { status } from '../html/status.js'
import { table } from '../html/table.js'
import type { Gap } from './select-gaps.js'

/** Rows that are seen before somebody asks for all. */
const seenAtOnce = 5

/**
 * What the figures of some views could not count, why, and what to do.
 *
 * @param of what it is a part of; once on a page: `lead time`.
 */
export function gapTable(gaps: readonly Gap[], metrics: readonly string[], of: string): Html {
  return gapsBesideNothing(gaps, metrics, of) || html`<p>${status('good', 'Nothing is known to be left out')}</p>`
}

/** The same on a page without figures, where nothing may be called complete; false where there is nothing to say. */
export function gapsBesideNothing(gaps: readonly Gap[], metrics: readonly string[], of: string): Html | false {
  const own = gaps.filter(({ metric }) => metrics.includes(metric))
  if (own.length === 0) return false
  const rest = own.slice(seenAtOnce)
  return html`<div class="gaps"><h3>Not counted in ${of}</h3>${rows(`Not counted in ${of}`, own.slice(0, seenAtOnce))}${
    rest.length > 0 &&
    html`<details id="${of.replaceAll(' ', '-')}-gaps"><summary>${countOf(rest.length, 'reason')} more</summary>${rows(`More that is not counted in ${of}`, rest)}</details>`
  }</div>`
}

function rows(caption: string, gaps: readonly Gap[]): Html {
  return table(
    caption,
    [
      { title: 'Where', kind: 'text', cell: ({ where }) => imported(where ?? '–') },
      { title: 'Cases', kind: 'number', cell: casesOf },
      { title: 'Why', kind: 'text', cell: ({ reason }) => imported(sentence(reason)) },
      { title: 'Since', cell: ({ since }) => instant(since) },
      { title: 'What to do', kind: 'text', cell: (gap) => gap.do },
    ],
    gaps,
  )
}

function casesOf({ n, n_unknown, unit }: Gap): string {
  if (n_unknown === null) return '–'
  if (n === null || unit === null) return formatCount(n_unknown)
  // Units are plural.
  return `${formatCount(n_unknown)} of ${formatCount(n)} ${n === 1 ? unit.replace(/s$/, '') : unit}`
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
