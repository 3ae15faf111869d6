import { formatCount, formatDuration } from '../html/format.js'

/** What the values of a chart are. */
export type Unit = 'count' | 'share' | 'seconds' | 'value'

/** The vertical axis of a chart. */
export interface Scale {
  min: number
  max: number
  ticks: readonly number[]
  /** The part of the height above a value, from 0 to 1. */
  above(value: number): number
}

/** Steps of time that people count in, in seconds. */
const times = [
  ...[0.001, 0.01, 0.1, 0.5, 1, 5, 15, 30, 60, 300, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200],
  ...[86_400, 172_800, 604_800, 1_209_600],
]

/** An axis that begins at 0, or below it where a value is, and ends at a round value; also where there is nothing to show. */
export function scaleOf(values: readonly number[], unit: Unit): Scale {
  // Not by spreading: there may be as many values as arguments a function can take.
  const highest = values.reduce((most, value) => Math.max(most, value), 0)
  const lowest = values.reduce((least, value) => Math.min(least, value), 0)
  const range = highest - lowest || (unit === 'share' ? 1 : unit === 'seconds' ? 3_600 : 4)
  const step = stepOf(range / 3, unit)
  const min = Math.floor(lowest / step) * step
  const max = Math.max(Math.ceil(highest / step), min === 0 ? 1 : 0) * step
  const count = Math.round((max - min) / step)
  const ticks = Array.from({ length: count + 1 }, (_, index) => rounded(min + index * step))
  return { min, max, ticks, above: (value) => (max - Math.min(max, Math.max(min, value))) / (max - min) }
}

function stepOf(wanted: number, unit: Unit): number {
  if (unit === 'seconds') {
    const step = times.find((time) => time >= wanted)
    if (step !== undefined) return step
    const weeks = 604_800
    return decimalStep(wanted / weeks) * weeks
  }
  return unit === 'count' ? Math.max(1, decimalStep(wanted)) : decimalStep(wanted)
}

/** The next larger of 1, 2 and 5 times a power of ten. */
function decimalStep(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(wanted))
  const factor = [1, 2, 5, 10].find((one) => one * power >= wanted * (1 - 1e-9)) ?? 10
  return factor * power
}

function rounded(value: number): number {
  return Number(value.toPrecision(12))
}

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 })
const decimal = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 })

/** A value in words and figures; a dash where it isn't known. */
export function formatValue(value: number | null, unit: Unit): string {
  if (value === null || !Number.isFinite(value)) return '–'
  if (unit === 'seconds') return value === 0 ? '0' : formatDuration(value * 1_000)
  if (unit === 'share') return `${decimal.format(Math.round(value * 1_000) / 10)} %`
  if (unit === 'count') return Number.isInteger(value) ? formatCount(value) : decimal.format(value)
  return decimal.format(value)
}

/** A value at the axis, where there is little room. */
export function formatTick(value: number, unit: Unit): string {
  if ((unit === 'count' || unit === 'value') && Math.abs(value) >= 10_000) return compact.format(value)
  return formatValue(value, unit)
}
