import { graphqlErrorsOf, partialDataOf } from '../client/answer-of-error.js'

/** What became of one id: its node; gone; hidden from the token now; or not answered, for another reason. */
export type FoundNode<Node> = { node: Node } | { isGone: true } | { isHidden: true } | { isUnanswered: true }

interface NodesAnswer<Node> {
  nodes: readonly (Node | null)[]
}

/**
 * What came of a query for `nodes` by their ids, in their order. Of ids that it gives nothing for, GitHub says why beside
 * the others; a node in which anything was refused counts as refused itself.
 * @throws an error that is about more than single nodes
 */
export async function foundNodes<Node>(ask: () => Promise<NodesAnswer<Node>>): Promise<FoundNode<Node>[]> {
  try {
    return (await ask()).nodes.map((node) => (node ? { node } : { isGone: true }))
  } catch (error) {
    const nodes = partialDataOf<NodesAnswer<Node>>(error)?.nodes
    const errors = graphqlErrorsOf(error)
    if (!nodes || errors.length === 0 || !errors.every(({ path }) => isOfNode(path))) throw error
    return nodes.map((node, index) => {
      const types = errors.filter(({ path }) => path?.[1] === index).map(({ type, path }) => reasonOf(type, path))
      if (types.length === 0) return node ? { node } : { isHidden: true }
      if (types.includes('other')) return { isUnanswered: true }
      return types.includes('gone') ? { isGone: true } : { isHidden: true }
    })
  }
}

function isOfNode(path: readonly (string | number)[] | undefined): boolean {
  return path?.[0] === 'nodes' && typeof path[1] === 'number'
}

/** What isn't found inside a node says nothing of the node itself. */
function reasonOf(type: string | undefined, path: readonly (string | number)[] | undefined) {
  if (type === 'NOT_FOUND') return path?.length === 2 ? 'gone' : 'other'
  return type === 'FORBIDDEN' ? 'hidden' : 'other'
}
