import { type Html, html } from '../html/html.js'
import { short } from './chart.js'
import { formatValue, type Unit } from './scale.js'

/** A chart as large as a word. */
export interface Sparkline {
  /** What it shows, for those who can't see it. */
  title: string
  /** Null is not known: the line has a gap there. */
  values: readonly (number | null)[]
  unit: Unit
}

const width = 120
const height = 28
const edge = 4

/** A line from the first to the last value between their lowest and highest, with a dot at the last one. The figures belong in a table nearby. */
export function sparkline({ title, values, unit }: Sparkline): Html {
  const points = values.flatMap((value, index) => (value !== null && Number.isFinite(value) ? [{ index, value }] : []))
  const [first] = points
  const last = points.at(-1)
  if (!first || !last) return html`<span class="soft">not known</span>`
  const lowest = points.reduce((least, { value }) => Math.min(least, value), first.value)
  const highest = points.reduce((most, { value }) => Math.max(most, value), first.value)
  const x = (index: number) =>
    values.length < 2 ? width / 2 : edge + (index / (values.length - 1)) * (width - 2 * edge)
  const y = (value: number) =>
    highest === lowest ? height / 2 : edge + ((highest - value) / (highest - lowest)) * (height - 2 * edge)
  const path = points
    .map(({ index, value }, at) => {
      const goesOn = points[at - 1]?.index === index - 1
      // A point alone is a line of no length, which a round end makes visible.
      return `${goesOn ? 'L' : 'M'}${short(x(index))} ${short(y(value))}${goesOn ? '' : 'h0'}`
    })
    .join('')
  const told = `${title}: from ${formatValue(first.value, unit)} to ${formatValue(last.value, unit)}, lowest ${formatValue(lowest, unit)}, highest ${formatValue(highest, unit)}`
  return html`<svg class="spark" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${told}"><title>${told}</title><path d="${path}"/><circle cx="${short(x(last.index))}" cy="${short(y(last.value))}" r="2.5"/></svg>`
}
