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
  throw new TransientError(`GitHub's answer has no ${what}. The next pass asks again.`)
}
