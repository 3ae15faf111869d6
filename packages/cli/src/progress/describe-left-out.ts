import { formatInstant } from '../output/format-number.js'

/** Says that the operator left a resource out, and up to when its rows were imported before. */
export function describeLeftOut(by: string, importedUpTo: Date | null): string {
  const age = importedUpTo ? `; its rows are as of ${formatInstant(importedUpTo)} and age` : ''
  return `left out by the operator (${by})${age}`
}
