import { type Content, type Html, html } from '../html/html.js'
import { table } from '../html/table.js'
import { type Chart, isGap, short, valueAt } from './chart.js'
import { formatTick, formatValue, type Scale } from './scale.js'

/** Height of the drawing, and of the line of categories below it, in pixels. */
const drawing = 168
const footer = 24
const top = 8
/** Categories that have room on a phone. */
const mostLabels = 6

/** Pixels from the top to a value. */
export function heightOf(scale: Scale, value: number): number {
  return top + scale.above(value) * (drawing - top)
}

/** What a chart draws: horizontal places are percentages, so that text keeps its size on every screen. */
export function chartFigure(chart: Chart, scale: Scale, shapes: Content): Html {
  const { id, title, categories, series } = chart
  const hasGap = categories.some((_, index) => isGap(chart, index))
  const keys = series.length > 1 || hasGap
  return html`<figure class="chart">
<figcaption id="${id}-name">${title}</figcaption>
${keys && legend(chart, hasGap)}
<div class="plot"><svg class="axis" width="60" height="${drawing + footer}" aria-hidden="true">${scale.ticks.map(
    (tick) =>
      html`<text x="52" y="${short(heightOf(scale, tick) + 4)}" text-anchor="end">${formatTick(tick, chart.unit)}</text>`,
  )}</svg><svg class="area" width="100%" height="${drawing + footer}" role="img" aria-labelledby="${id}-title ${id}-desc"><title id="${id}-title">${title}</title><desc id="${id}-desc">${describe(chart)}</desc>
${scale.ticks.map(
  (tick) =>
    html`<line class="${tick === 0 ? 'zero' : 'grid'}" x1="0" x2="100%" y1="${short(heightOf(scale, tick))}" y2="${short(heightOf(scale, tick))}"/>`,
)}
${gaps(chart)}${shapes}
${labels(categories)}</svg></div>
<details id="${id}-table"><summary>The figures as a table</summary>${table(
    title,
    [
      { title: chart.categoryTitle, cell: (index: number) => categories[index] },
      ...series.map((one) => ({
        title: one.name,
        kind: 'number' as const,
        cell: (index: number) => formatValue(valueAt(one, index), chart.unit),
      })),
    ],
    categories.map((_, index) => index),
  )}</details>
</figure>`
}

/** Left edge and width of a category, in per cent. */
export function bandOf(count: number, index: number): { left: number; width: number } {
  const width = 100 / Math.max(1, count)
  return { left: index * width, width }
}

function gaps(chart: Chart): Content {
  return chart.categories.map((category, index) => {
    if (!isGap(chart, index)) return undefined
    const { left, width } = bandOf(chart.categories.length, index)
    return html`<rect class="gap" x="${short(left + width * 0.08)}%" y="${top}" width="${short(width * 0.84)}%" height="${drawing - top}"><title>${category}: no value</title></rect>`
  })
}

function labels(categories: readonly string[]): Content {
  const every = Math.ceil(categories.length / mostLabels)
  return categories.map((category, index) => {
    if (index % every !== 0) return undefined
    const { left, width } = bandOf(categories.length, index)
    return html`<text class="category" x="${short(left + width / 2)}%" y="${drawing + 18}" text-anchor="middle">${shortLabel(category)}</text>`
  })
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A day or a month without its year, so that six of them have room on a phone. */
function shortLabel(category: string): string {
  const [, month, day] = /^\d{4}-(\d{2})(?:-(\d{2}))?$/.exec(category) ?? []
  const name = months[Number(month) - 1]
  if (name === undefined) return category
  return day ? `${Number(day)} ${name}` : name
}

function legend({ series }: Chart, hasGap: boolean): Html {
  const key = (name: string, shape: string) =>
    html`<li><svg class="key" width="12" height="12" aria-hidden="true"><rect class="${shape}" x="0.5" y="0.5" width="11" height="11"/></svg>${name}</li>`
  const own = series.length > 1 && series.map(({ name }, index) => key(name, seriesClass(index)))
  return html`<ul class="legend">${own}${hasGap && key('no value', 'gap')}</ul>`
}

/** The class that gives a series its colour. */
export function seriesClass(index: number): string {
  return `s${(index % 4) + 1}`
}

function describe(chart: Chart): string {
  const { categories, series, unit, categoryTitle } = chart
  const spans = series.map((one) => {
    const known = one.values.filter((value): value is number => value !== null && Number.isFinite(value))
    if (known.length === 0) return `${one.name}: not known.`
    const lowest = known.reduce((least, value) => Math.min(least, value))
    const highest = known.reduce((most, value) => Math.max(most, value))
    return `${one.name}: from ${formatValue(lowest, unit)} to ${formatValue(highest, unit)}.`
  })
  const from =
    categories.length > 0 ? `${categoryTitle} ${categories[0]} to ${categories.at(-1)}.` : 'There is nothing yet.'
  return [from, ...spans].join(' ')
}
