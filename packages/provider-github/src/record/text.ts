import { TransientError } from '@data-import/core/provider'

/**
 * A text that no row can do without.
 * @throws {TransientError} for anything else
 */
export function requiredText(what: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value
  throw new TransientError(`GitHub's answer has no ${what}. The next pass asks again.`)
}
