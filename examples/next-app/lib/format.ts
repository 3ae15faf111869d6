const instant = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
const hour = 3_600_000
const number = new Intl.NumberFormat('en-GB')

/** `24 Nov 2026, 12:05`, UTC. */
export function formatInstant(at: Date): string {
  return instant.format(at)
}

/** `24 Nov 2026`, UTC. */
export function formatDay(at: Date): string {
  return day.format(at)
}

/** `12,500`. */
export function formatCount(count: number): string {
  return number.format(count)
}

/** `840 ms`, `12.5 s`, `3 min 20 s`, `5 hours`, `12 days`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${milliseconds} ms`
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)} s`
  if (milliseconds >= 48 * hour) return `${Math.floor(milliseconds / (24 * hour))} days`
  if (milliseconds >= 2 * hour) return `${Math.floor(milliseconds / hour)} hours`
  return `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1_000)} s`
}
