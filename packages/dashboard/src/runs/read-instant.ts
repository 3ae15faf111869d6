const earliestMs = Date.UTC(1970, 0)
const latestMs = Date.UTC(10_000, 0)

/** An instant in an address; undefined where it is none, or one of a year that no run can have and Postgres may not. */
export function readInstant(text: string | null): Date | undefined {
  const instant = new Date(text ?? Number.NaN)
  return instant.getTime() >= earliestMs && instant.getTime() < latestMs ? instant : undefined
}
