import { unprocessable } from '../server/api-error.js'

/** Reads GitHub's date search: `A..B`, `>=A`, `>A`, `<=B`, `<B`, `A`, `*..B`; a day without a time is all of it. */
export function createdRange(text: string): (date: Date) => boolean {
  const [from, to] = text.split('..')
  if (from !== undefined && to !== undefined) return between(from === '*' ? null : from, to === '*' ? null : to)
  const match = /^(>=|<=|>|<)(.+)$/.exec(text)
  const [, comparison, bound = ''] = match ?? []
  if (comparison === '>=') return between(bound, null)
  if (comparison === '<=') return between(null, bound)
  if (comparison === '>') return negate(between(null, bound))
  if (comparison === '<') return negate(between(bound, null))
  return between(text, text)
}

function between(from: string | null, to: string | null): (date: Date) => boolean {
  const least = from === null ? Number.NEGATIVE_INFINITY : instant(from, 0)
  const most = to === null ? Number.POSITIVE_INFINITY : instant(to, 86_399_999)
  return (date) => date.getTime() >= least && date.getTime() <= most
}

function instant(text: string, addedToDayMs: number): number {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text)
  // An encoded "+" of a time zone may arrive as a space.
  const time = new Date(text.replace(' ', '+')).getTime()
  if (Number.isNaN(time)) throw unprocessable(`Invalid date in created: ${text}`)
  return isDay ? time + addedToDayMs : time
}

function negate(matches: (date: Date) => boolean): (date: Date) => boolean {
  return (date) => !matches(date)
}
