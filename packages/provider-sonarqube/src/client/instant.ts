/**
 * An instant that SonarQube wrote, such as `2026-03-01T11:39:03+0300`; null for what is none. One without a zone is taken for UTC,
 * and not for the zone of this machine.
 */
export function instantOf(given: unknown): Date | null {
  if (typeof given !== 'string' && typeof given !== 'number') return null
  const hasNoZone = /^\d{4}-\d{2}-\d{2}T[\d:.]+$/.test(String(given))
  const instant = new Date(hasNoZone ? `${given}Z` : given)
  return Number.isNaN(instant.getTime()) ? null : instant
}

/**
 * An instant as SonarQube reads it: it refuses `Z`, milliseconds and a colon in the zone. Whole seconds, rounded down, are what
 * it keeps.
 */
export function parameterOf(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}+0000`
}
