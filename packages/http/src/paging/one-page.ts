import { ConfigurationError } from '@data-import/core/provider'
import type { Paging } from '../contract/paging.js'

/**
 * Asks once, for a list that comes whole: `{ "queues": […] }`. Unlike `source.get` it refuses an answer that holds no list
 * (`TransientError`), and one whose `Link` header names a further page (`ConfigurationError`).
 *
 * @example
 * ```ts
 * import { type HttpSource, onePage } from '@data-import/http'
 *
 * interface QueueList {
 *   queues: { id: string; name: string }[]
 * }
 *
 * export function queues(source: HttpSource) {
 *   return source.pages('/queues', { paging: onePage(), items: ({ queues }: QueueList) => queues })
 * }
 * ```
 */
export function onePage(): Paging<unknown, unknown> {
  return {
    isPosition: () => false,
    request: () => ({ query: {} }),
    after({ answer }) {
      if (answer.next === null) return null
      throw new ConfigurationError(
        'The list has further pages by its Link header, which onePage() leaves out: use linkPaging().',
      )
    },
  }
}
