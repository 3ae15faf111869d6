import { type Content, type Html, html } from '../html/html.js'
import { type Chart, short, valueAt } from './chart.js'
import { bandOf, chartFigure, heightOf, seriesClass } from './figure.js'
import { formatValue, type Scale, scaleOf } from './scale.js'

/** A line in steps for each series: level through its category, with no line where a value isn't known. */
export function stepChart(chart: Chart): Html {
  const known = chart.series.flatMap((one) => chart.categories.flatMap((_, index) => valueAt(one, index) ?? []))
  const scale = scaleOf(known, chart.unit)
  return chartFigure(
    chart,
    scale,
    chart.series.map((_, place) => chart.categories.map((_, index) => step(chart, scale, place, index))),
  )
}

function step(chart: Chart, scale: Scale, place: number, index: number): Content {
  const series = chart.series[place]
  const value = series ? valueAt(series, index) : null
  if (!series || value === null) return undefined
  const { left, width } = bandOf(chart.categories.length, index)
  const height = short(heightOf(scale, value))
  const before = index > 0 ? valueAt(series, index - 1) : null
  const told = `${chart.categories[index]}: ${series.name} ${formatValue(value, chart.unit)}`
  const lines = `line ${seriesClass(place)}`
  return html`${
    before !== null &&
    html`<line class="${lines}" x1="${short(left)}%" x2="${short(left)}%" y1="${short(heightOf(scale, before))}" y2="${height}"/>`
  }<line class="${lines}" x1="${short(left)}%" x2="${short(left + width)}%" y1="${height}" y2="${height}"><title>${told}</title></line>`
}
