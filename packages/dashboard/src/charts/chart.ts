import type { Unit } from './scale.js'

/** Values of one kind, one for each category. Null is not known, and drawn as a gap: never as 0. */
export interface Series {
  name: string
  values: readonly (number | null)[]
}

/** What a chart shows. */
export interface Chart {
  /** Unique on its page; letters, digits and hyphens. */
  id: string
  title: string
  /** What the categories are: `Week`. */
  categoryTitle: string
  categories: readonly string[]
  series: readonly Series[]
  unit: Unit
}

/** The value at a place; null where it isn't a number that can be drawn. */
export function valueAt(series: Series, index: number): number | null {
  const value = series.values[index]
  return value !== null && value !== undefined && Number.isFinite(value) ? value : null
}

/** Whether a category lacks a value of some series. */
export function isGap({ series }: Chart, index: number): boolean {
  return series.some((one) => valueAt(one, index) === null)
}

/** A number as an attribute of SVG has it. */
export function short(value: number): string {
  return String(Math.round(value * 100) / 100)
}
