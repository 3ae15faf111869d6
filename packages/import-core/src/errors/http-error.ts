import { ImportError, type Recovery } from './import-error.js'

/** What an {@link HttpError} knows of the answer. */
export interface HttpErrorOptions extends ErrorOptions {
  status: number
  /** Why what was asked for is not to be had. Default: by the status, for 403, 404, 410 and 451. */
  unavailableReason?: string
}

const passing: ReadonlySet<number> = new Set([408, 425, 429])

const reasons: ReadonlyMap<number, string> = new Map([
  [403, 'no access (403)'],
  [404, 'gone, or the credentials have no access to it (404)'],
  [410, 'gone, or switched off (410)'],
  [451, 'blocked for legal reasons (451)'],
])

/** An outside system answered with a status that is no success. */
export class HttpError extends ImportError {
  readonly recovery: Recovery
  readonly status: number
  /** Why what was asked for is not to be had; null where the question failed. See {@link unavailableReasonOf}. */
  readonly unavailableReason: string | null

  constructor(message: string, { status, unavailableReason, ...options }: HttpErrorOptions) {
    super(message, options)
    this.status = status
    this.unavailableReason = unavailableReason ?? reasons.get(status) ?? null
    const isPassing = status >= 500 || passing.has(status)
    this.recovery = isPassing ? 'retry' : this.unavailableReason === null ? 'stop' : 'configure'
  }

  /** True for errors of any installed copy of this package. */
  static override isInstance(error: unknown): error is HttpError {
    return ImportError.isInstance(error) && 'unavailableReason' in error
  }
}

/**
 * Why what was asked for is not to be had: an answer that is about it alone, that another try won't change, and that other
 * partitions needn't suffer from (403, 404, 410, 451). It proves no emptiness, so the partition is UNAVAILABLE and the run
 * not complete. Undefined for a real failure.
 *
 * @example
 * ```ts
 * import { type HttpSource, type PartitionContext, unavailableReasonOf } from '@data-import/core/provider'
 *
 * export async function readBoard(source: HttpSource, { key, unavailable }: PartitionContext) {
 *   try {
 *     return await source.get<{ title: string }>(`/boards/${encodeURIComponent(key)}`)
 *   } catch (error) {
 *     const reason = unavailableReasonOf(error)
 *     if (reason !== undefined) return unavailable(reason)
 *     throw error
 *   }
 * }
 * ```
 */
export function unavailableReasonOf(error: unknown): string | undefined {
  return HttpError.isInstance(error) ? (error.unavailableReason ?? undefined) : undefined
}
