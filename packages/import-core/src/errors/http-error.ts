import { markClass } from './class-marker.js'
import { ImportError, type Recovery } from './import-error.js'

/** What an {@link HttpError} knows of the answer. */
export interface HttpErrorOptions {
  /** What led to it. */
  cause?: unknown
  status: number
  /** Why what was asked for is not available. Default: by the status, for 403, 404, 410 and 451. */
  unavailableReason?: string
  /** Whether it is about something in a walk's partition, and not about the partition. Default: false. */
  isOfPart?: boolean
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
  /** Why what was asked for is not available; null where the question failed. See {@link unavailableReasonOf}. */
  readonly unavailableReason: string | null
  /**
   * Whether the question was about something in a walk's partition (a card of a board), and so says nothing of the partition: its
   * `unavailableReason` is null, and a walk that it ends is FAILED.
   */
  readonly isOfPart: boolean

  constructor(message: string, { status, unavailableReason, isOfPart = false, ...options }: HttpErrorOptions) {
    super(message, options)
    this.status = status
    this.isOfPart = isOfPart
    const reason = unavailableReason ?? reasons.get(status) ?? null
    this.unavailableReason = isOfPart ? null : reason
    const isPassing = status >= 500 || passing.has(status)
    this.recovery = isPassing ? 'retry' : reason === null ? 'stop' : 'configure'
  }

  /** True for errors of this class, of any installed copy of this package. */
  static override readonly isInstance: (error: unknown) => error is HttpError = markClass(HttpError, 'HttpError')
}

/**
 * Why what was asked for is not available: an answer that is about it alone, that another try won't change, and that other
 * partitions needn't suffer from (403, 404, 410, 451). It proves no emptiness, so the partition is UNAVAILABLE and the run
 * not complete. Undefined for a real failure, and for a question about something in the partition: one that a walk asked after
 * its first one, for something else.
 *
 * @example
 * ```ts
 * import { type PartitionContext, unavailableReasonOf } from '@data-import/core/provider'
 * import { type HttpSource } from '@data-import/http'
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
