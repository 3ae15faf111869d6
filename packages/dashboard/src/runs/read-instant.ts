/** An instant in an address; undefined where it is none. */
export function readInstant(text: string | null): Date | undefined {
  const instant = new Date(text ?? Number.NaN)
  return Number.isNaN(instant.getTime()) ? undefined : instant
}
