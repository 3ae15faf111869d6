import { type Content, type Html, html } from '../html/html.js'
import { type Chart, short, valueAt } from './chart.js'
import { bandOf, chartFigure, heightOf, seriesClass } from './figure.js'
import { formatValue, type Scale, scaleOf } from './scale.js'

/** Bars from 0; of several series, one on the other, and what is below 0 downwards. */
export function barChart(chart: Chart): Html {
  const stacks = chart.categories.map((_, index) => stackOf(chart, index))
  const ends = stacks.flatMap((stack) => stack.flatMap(({ from, to }) => [from, to]))
  const scale = scaleOf(ends, chart.unit)
  const shapes = stacks.map((stack, index) => stack.map((part) => bar(chart, scale, index, part)))
  return chartFigure(chart, scale, shapes)
}

interface Part {
  series: number
  value: number
  from: number
  to: number
}

function stackOf({ series }: Chart, index: number): Part[] {
  const ends = { above: 0, below: 0 }
  return series.flatMap((one, place) => {
    const value = valueAt(one, index)
    if (value === null) return []
    const side = value < 0 ? 'below' : 'above'
    const from = ends[side]
    ends[side] += value
    return [{ series: place, value, from, to: ends[side] }]
  })
}

function bar(chart: Chart, scale: Scale, index: number, { series, value, from, to }: Part): Content {
  const { left, width } = bandOf(chart.categories.length, index)
  const upper = heightOf(scale, Math.max(from, to))
  const height = heightOf(scale, Math.min(from, to)) - upper
  // Of one series, 0 is seen as a thin line: it isn't the same as nothing.
  if (value === 0 && chart.series.length > 1) return undefined
  const seen = value === 0 ? 1 : Math.max(height, 0.5)
  const told = `${chart.categories[index]}: ${formatValue(value, chart.unit)} ${chart.series[series]?.name ?? ''}`
  return html`<rect class="${seriesClass(series)}" x="${short(left + width * 0.16)}%" y="${short(value === 0 ? upper - 1 : upper)}" width="${short(width * 0.68)}%" height="${short(seen)}"><title>${told}</title></rect>`
}
