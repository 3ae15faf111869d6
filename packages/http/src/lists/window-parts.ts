import type { Json } from '@data-import/core/provider'
import type { CappedWindowsOptions, WindowPart, WindowPosition } from './capped-windows.js'

export function partOf(
  { from, until, spanMs, next, split }: WindowPosition,
  splitBy: readonly string[] | undefined,
): WindowPart {
  const end = Date.parse(until)
  const start = new Date(Math.max(Date.parse(from), end - spanMs))
  return { from: start, until: new Date(end), next, split: split ? (splitBy?.[split.at] ?? null) : null }
}

type Bounds = Pick<CappedWindowsOptions<never>, 'most' | 'shortestMs' | 'splitBy'>

/** Of a part that holds too much, a smaller one: of half the time, else of one value; undefined where there is none. */
export function smallerPart(
  position: WindowPosition,
  part: WindowPart,
  total: number,
  { shortestMs = 1_000, splitBy = [] }: Bounds,
): WindowPosition | undefined {
  if (position.split) return undefined
  const lengthMs = part.until.getTime() - part.from.getTime()
  const spanMs = Math.ceil(lengthMs / 2)
  if (lengthMs > shortestMs && spanMs < lengthMs) return { ...beginPart(position), spanMs }
  return splitBy.length > 0 ? { ...beginPart(position), split: { at: 0, expected: total, sum: 0 } } : undefined
}

/** Whether the values of a split part, of which this is the last one, held less than the part. */
export function isLackingValues({ split }: WindowPosition, total: number, splitBy: readonly string[] = []): boolean {
  return split !== undefined && split.at + 1 >= splitBy.length && split.sum + total < split.expected
}

/** What is left after a part, or one value of it. Few items: the next part may be wider. */
export function nextPart(
  position: WindowPosition,
  part: WindowPart,
  total: number,
  { most, splitBy = [] }: Bounds,
): WindowPosition | null {
  const { split } = position
  if (split && split.at + 1 < splitBy.length) {
    return { ...beginPart(position), split: { ...split, at: split.at + 1, sum: split.sum + total } }
  }
  if (part.from.getTime() <= Date.parse(position.from)) return null
  const spanMs = !split && total < most / 3 ? position.spanMs * 2 : position.spanMs
  return { ...beginPart(position), until: part.from.toISOString(), spanMs }
}

function beginPart({ from, until, spanMs, isPartial }: WindowPosition): WindowPosition {
  return { from, until, spanMs, next: null, ...(isPartial && { isPartial }) }
}

export function spanOf({ from, until, split }: WindowPart): string {
  return `from ${from.toISOString()} to ${until.toISOString()}${split === null ? '' : ` with ${split}`}`
}

export function tooMuch(name: string, { from, split }: WindowPart, total: number, most: number): string {
  const value = split === null ? '' : ` with ${split}`
  return `${name}: of ${total} in the same instant (${from.toISOString()})${value} no more than ${most} can be had.`
}

/** What somebody else has left in a cursor is no position: the reading begins. */
export function readPosition(given: Json | WindowPosition | undefined): WindowPosition | undefined {
  if (typeof given !== 'object' || given === null || !('spanMs' in given)) return undefined
  const { from, until, spanMs, next, seen, isPartial, split } = given
  if (typeof from !== 'string' || typeof until !== 'string' || typeof spanMs !== 'number') return undefined
  const lengthMs = Date.parse(until) - Date.parse(from)
  // Without a span, a reading would never get on.
  if (Number.isNaN(lengthMs) || (spanMs < 1 && lengthMs > 0)) return undefined
  const splitAt = readSplit(split)
  const kept = {
    ...(typeof seen === 'number' && { seen }),
    ...(isPartial === true && { isPartial }),
    ...(splitAt && { split: splitAt }),
  }
  return { from, until, spanMs, next: typeof next === 'string' ? next : null, ...kept }
}

function readSplit(given: Json | WindowPosition['split']): WindowPosition['split'] {
  if (typeof given !== 'object' || given === null || !('sum' in given)) return undefined
  const { at, expected, sum } = given
  if (typeof at !== 'number' || typeof expected !== 'number' || typeof sum !== 'number') return undefined
  return { at, expected, sum }
}
