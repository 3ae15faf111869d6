import type { HttpSource } from '../contract/http-source.js'
import type { HttpSourceContext, HttpSourceOptions } from '../contract/http-source-options.js'
import { openHttpSource } from './open-http-source.js'

/**
 * Opens an HTTP API for one run, or for a check. Nothing is asked before the first question.
 *
 * Questions wait while a limit of the same credentials holds, for all scripts of the pass, and are repeated after network
 * errors, 5xx and answers that broke off. The credentials go nowhere but to the origin of `baseUrl`.
 *
 * A question throws `ConfigurationError` when the credentials are refused (401), after which none is asked with them
 * in this pass, and when a link or redirect leads to another host; `QuotaExhaustedError` when a limit lasts longer
 * than it may wait; `HttpError` for other statuses; `TransientError` when no usable answer comes; and the
 * signal's reason when it aborts.
 *
 * @example
 * ```ts
 * import { type ExecutionContext, unavailableReasonOf } from '@data-import/core/provider'
 * import { createHttpSource, linkPaging } from '@data-import/http'
 *
 * interface Card {
 *   id: string
 *   title: string
 * }
 *
 * export async function importCards(context: ExecutionContext) {
 *   const source = createHttpSource(context, {
 *     name: 'Acme Board',
 *     baseUrl: context.env.ACME_URL ?? 'https://board.acme.example/api',
 *     headers: { authorization: `Bearer ${context.env.ACME_TOKEN}` },
 *   })
 *   const { body: boards } = await source.get<{ id: string }[]>('/boards', { query: { limit: 100 } })
 *   await context.partitions(boards.map(({ id }) => ({ key: id })), async ({ key, cursor, checkpoint, unavailable }) => {
 *     const path = `/boards/${encodeURIComponent(key)}/cards`
 *     try {
 *       for await (const { items, next } of source.pages<Card>(path, { paging: linkPaging(), from: cursor })) {
 *         context.log.debug(`${items.length} cards`)
 *         await checkpoint({ rows: [], cursor: next })
 *       }
 *     } catch (error) {
 *       const reason = unavailableReasonOf(error)
 *       if (reason !== undefined) return unavailable(reason)
 *       throw error
 *     }
 *   })
 * }
 * ```
 *
 * @throws {ConfigurationError} for a `baseUrl` that is no web address or has a query, and for headers that can't be sent.
 */
export function createHttpSource(context: HttpSourceContext, options: HttpSourceOptions): HttpSource {
  return openHttpSource(context, options, {})
}
