import { TransientError } from '@data-import/core/provider'

/**
 * The vendor's number of a record, as text. Large ones come as text or, by Octokit's reader, as `bigint`.
 * @throws {TransientError} for anything else: a row by a made-up name would take in all records without one
 */
export function externalIdOf(kind: string, id: unknown): string {
  if (typeof id === 'bigint' || Number.isSafeInteger(id) || typeof id === 'string') {
    const text = String(id)
    if (/^[1-9]\d{0,19}$/.test(text)) return text
  }
  throw new TransientError(`GitHub's answer has a ${kind} without its number. The next pass asks again.`)
}
