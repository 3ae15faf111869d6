import { TransientError } from '@data-import/core/provider'

/** Null for an empty text, and for what is none. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/**
 * A text that no row can do without.
 * @throws {TransientError} for anything else
 */
export function requiredText(what: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value
  throw new TransientError(`GitLab's answer has no ${what}. The next pass asks again.`)
}

/** Null where GitLab says none, and for what is no instant with a zone. */
export function instantOf(value: unknown): Date | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(value)) return null
  const date = new Date(value)
  return Number.isNaN(date.getTime()) ? null : date
}

/** The vendor's number of a record, of the end of a GraphQL id too; null for anything else. */
export function idOrNull(id: unknown): string | null {
  if (typeof id !== 'number' && typeof id !== 'string' && typeof id !== 'bigint') return null
  return /^(?:gid:\/\/.*\/)?([1-9]\d{0,19})$/.exec(String(id))?.[1] ?? null
}

/**
 * As {@link idOrNull}.
 * @throws {TransientError} for anything else: a row by a made-up name would take in all records without one
 */
export function externalIdOf(kind: string, id: unknown): string {
  const found = idOrNull(id)
  if (found !== null) return found
  throw new TransientError(`GitLab's answer has a ${kind} without its id. The next pass asks again.`)
}

/** A whole number that a row can't do without, as a number or as text. @throws {TransientError} for anything else */
export function requiredNumber(what: string, value: unknown): number {
  const number = countOf(value)
  if (number !== null) return number
  throw new TransientError(`GitLab's answer has no ${what}. The next pass asks again.`)
}

const largestInteger = 2_147_483_647

/** A count; null for what is none, and for more than a column can hold. */
export function countOf(value: unknown): number | null {
  if (typeof value === 'string' && !/^\d{1,10}$/.test(value)) return null
  if (typeof value !== 'number' && typeof value !== 'string') return null
  const number = Number(value)
  return Number.isInteger(number) && number >= 0 && number <= largestInteger ? number : null
}

/** Seconds, fractions of them too, in milliseconds; null for what is no length of time. */
export function millisecondsOf(seconds: unknown): number | null {
  if (typeof seconds !== 'number' && typeof seconds !== 'string') return null
  const number = seconds === '' ? Number.NaN : Number(seconds)
  return Number.isFinite(number) && number >= 0 ? Math.round(number * 1_000) : null
}

/** Milliseconds between two instants; null where one isn't known or they are the wrong way round. */
export function between(from: Date | null, to: Date | null): number | null {
  if (!from || !to || to < from) return null
  return to.getTime() - from.getTime()
}

/** Null for what is neither true nor false. */
export function flagOf(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null
}

/** A branch or tag by its bare name; what merge requests run on stays whole. */
export function bareRef(ref: unknown): string | null {
  return textOf(ref)?.replace(/^refs\/(heads|tags)\//, '') ?? null
}
