import { graphqlErrorsOf, partialDataOf } from '../client/answer-of-error.js'
import type { Github } from '../client/github.js'

/** What became of one id: its node, gone, or nothing that the token may see now. */
export type FoundNode<Node> = { id: string; node: Node } | { id: string; isGone: true } | { id: string; isHidden: true }

interface NodesAnswer<Node> {
  nodes: readonly (Node | null)[]
}

/** Asks for nodes by id, at most 100. Of ids that are gone or hidden GitHub says so beside the others. */
export async function queryNodes<Node>(
  github: Github,
  query: string,
  ids: readonly string[],
): Promise<FoundNode<Node>[]> {
  const { nodes, gone } = await ask<Node>(github, query, ids)
  return ids.map((id, index) => {
    const node = nodes[index]
    if (node) return { id, node }
    return gone.has(index) ? { id, isGone: true } : { id, isHidden: true }
  })
}

async function ask<Node>(github: Github, query: string, ids: readonly string[]) {
  try {
    const { nodes } = await github.query<NodesAnswer<Node>>(query, { ids })
    return { nodes, gone: new Set(nodes.flatMap((node, index) => (node ? [] : [index]))) }
  } catch (error) {
    const partial = partialDataOf<NodesAnswer<Node>>(error)
    const errors = graphqlErrorsOf(error)
    if (!partial?.nodes || errors.some(({ type }) => type !== 'NOT_FOUND' && type !== 'FORBIDDEN')) throw error
    const gone = errors.flatMap(({ type, path }) => (type === 'NOT_FOUND' ? [Number(path?.[1])] : []))
    return { nodes: partial.nodes, gone: new Set(gone) }
  }
}
