import { type Content, type Html, html } from './html.js'

const counts = new Intl.NumberFormat('en-US')

/** `12,345`; a dash where it isn't known: unknown is never 0. */
export function formatCount(count: number | bigint | null | undefined): string {
  return count === null || count === undefined ? '–' : counts.format(count)
}

/** `1 repository`, `3 repositories`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

const units: readonly (readonly [seconds: number, letter: string])[] = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
]

/** `2 d 3 h`, `14 min`, `3.2 s`, `80 ms`: the two largest units, or fewer. A dash where it isn't known. */
export function formatDuration(milliseconds: number | null | undefined): string {
  if (milliseconds === null || milliseconds === undefined || Number.isNaN(milliseconds)) return '–'
  if (milliseconds < 0) return `−${formatDuration(-milliseconds)}`
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 10_000) return `${(milliseconds / 1_000).toFixed(1)} s`
  const seconds = Math.round(milliseconds / 1_000)
  const largest = Math.max(
    0,
    units.findIndex(([size]) => seconds >= size),
  )
  const parts = units.slice(largest, largest + 2).map(([size, letter], index) => {
    const rest = index === 0 ? seconds : seconds % (units[largest]?.[0] ?? 1)
    return { count: Math.floor(rest / size), letter }
  })
  return parts
    .filter(({ count }) => count > 0)
    .map(({ count, letter }) => `${count} ${letter}`)
    .join(' ')
}

/** `2 d`, `14 min`: only the largest unit, rounded down; for what grows old while somebody reads. */
export function formatAge(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000))
  const [size, letter] = units.find(([one]) => seconds >= one) ?? [1, 's']
  return `${formatCount(Math.floor(seconds / size))} ${letter}`
}

/** `2026-11-28 14:05 UTC`. */
export function formatInstant(instant: Date): string {
  return `${instant.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** An instant, in UTC; the page's script shows it in the reader's zone. The other text where there is none. */
export function instant(at: Date | null | undefined, otherwise: Content = '–'): Content {
  if (!at || Number.isNaN(at.getTime())) return otherwise
  return timeElement(at)
}

/** An instant in a sentence: of today, only the time. */
export function shortInstant(at: Date, now: Date): Html {
  const isToday = at.toISOString().slice(0, 10) === now.toISOString().slice(0, 10)
  const text = isToday ? `${at.toISOString().slice(11, 16)} UTC` : formatInstant(at)
  return html`<time datetime="${at.toISOString()}" data-short>${text}</time>`
}

/** An instant with its seconds, for a log. */
export function exactInstant(at: Date | null): Content {
  return (
    at &&
    html`<time datetime="${at.toISOString()}" data-exact>${at.toISOString().slice(0, 19).replace('T', ' ')} UTC</time>`
  )
}

function timeElement(at: Date): Html {
  return html`<time datetime="${at.toISOString()}">${formatInstant(at)}</time>`
}
