import { TransientError } from '@data-import/core/provider'
import type { Github } from '../client/github.js'
import { type FoundNode, foundNodes } from '../walk/found-nodes.js'

/**
 * Asks for deployments by node id, at most 100.
 * @throws {TransientError} where GitHub gives no reason for one that it leaves out
 */
export async function queryDeployments<Node>(
  github: Github,
  query: string,
  ids: readonly string[],
): Promise<(FoundNode<Node> & { id: string })[]> {
  const found = await foundNodes<Node>(() => github.query(query, { ids }))
  return ids.map((id, index) => {
    const one = found[index]
    if (one && !('isUnanswered' in one)) return { ...one, id }
    throw new TransientError('GitHub left a deployment out of its answer. The next pass asks again.')
  })
}
