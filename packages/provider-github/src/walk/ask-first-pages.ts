import { firstSentence, type RunLog } from '@data-import/core/provider'
import { createPageSize } from '@data-import/http'
import type { Github } from '../client/github.js'
import { queryPage } from '../client/query-page.js'
import type { Connection } from './changed-pages.js'
import type { BegunRepository, FirstPagesQuery } from './first-pages.js'
import { foundNodes } from './found-nodes.js'
import type { Pack } from './pack-first-pages.js'

/**
 * Asks for the first pages of one pack, by fewer repositories at once where GitHub can't compute them in time. What doesn't
 * come whole is left out, and no reason is judged here: the repository's own walk asks again and meets its own answer.
 */
export async function askFirstPages(
  github: Github,
  { query, connectionOf, variablesOf }: Pick<FirstPagesQuery, 'query' | 'connectionOf' | 'variablesOf'>,
  { of: begun, first }: Pack<BegunRepository>,
  log: Pick<RunLog, 'info'>,
): Promise<Map<string, Connection<unknown>>> {
  const pages = new Map<string, Connection<unknown>>()
  const others = begun[0] && variablesOf?.(begun[0].head)
  const size = createPageSize(begun.length)
  try {
    for (let start = 0; start < begun.length; ) {
      let asked: readonly BegunRepository[] = []
      const found = await foundNodes<object>(() =>
        queryPage(
          github,
          query,
          (count) => {
            asked = begun.slice(start, start + count)
            return { ...others, ids: asked.map(({ repository }) => repository.nodeId), first }
          },
          size,
        ),
      )
      for (const [index, { repository }] of asked.entries()) {
        const one = found[index]
        const connection = one && 'node' in one ? connectionOf(one.node, repository) : undefined
        if (connection && isWhole(connection, first)) pages.set(repository.key, connection)
      }
      start += asked.length
    }
  } catch (error) {
    const reason = error instanceof Error ? `: ${firstSentence(error.message)}` : ''
    log.info(
      `GitHub gave no usable answer for ${begun.length} repositories at once, so each is asked for alone${reason}`,
    )
  }
  return pages
}

/** A hole, or fewer items than are counted, must not become a missing row. */
function isWhole({ nodes, totalCount, pageInfo }: Connection<unknown>, first: number): boolean {
  const isCounted = typeof totalCount !== 'number' || nodes.length >= Math.min(totalCount, first)
  return Array.isArray(nodes) && !nodes.includes(null) && typeof pageInfo?.hasNextPage === 'boolean' && isCounted
}
