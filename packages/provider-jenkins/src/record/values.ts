/** An object as the API writes them; what is in it is checked where it is read. */
export type Fields = Readonly<Record<string, unknown>>

/** Null for what is no object. Jenkins writes null and `{}` for what a plugin doesn't export. */
export function objectOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null
}

/** The objects in a list; none where there is no list. */
export function objectsOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(objectOf).filter((one) => one !== null) : []
}

/** Null for an empty text, and for what is none. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return typeof value === 'string' && value !== '' ? value : null
}

/** A number, also one that is written as text. */
export function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

/** A count: a whole number from 0 that Postgres's `integer` holds. */
export function countOf(value: unknown): number | null {
  const number = numberOf(value)
  return number !== null && Number.isInteger(number) && number >= 0 && number <= 2_147_483_647 ? number : null
}

/** Longer than anything runs: some 300 years. */
const longest = 1e13

/** Whole milliseconds from 0. */
export function millisecondsOf(value: unknown): number | null {
  const number = numberOf(value)
  return number !== null && number >= 0 && number <= longest ? Math.round(number) : null
}

/** 31 December 9999, beyond which other programs read no dates. */
const latest = 253_402_300_799_999

/** An instant in milliseconds since 1970, as Jenkins writes them, or as text with its zone; 0 is none. */
export function instantOf(value: unknown): Date | null {
  const isText = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(value)
  const number = isText ? numberOf(Date.parse(value)) : numberOf(value)
  return number !== null && number > 0 && number <= latest ? new Date(Math.floor(number)) : null
}
