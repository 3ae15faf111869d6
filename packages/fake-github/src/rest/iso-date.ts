/** An instant as GitHub writes it: whole seconds, in UTC. */
export function isoDate(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`
}

/** The same, of what may not have happened. */
export function isoDateOrNull(date: Date | null): string | null {
  return date && isoDate(date)
}
