import { graphqlErrorsOf, partialDataOf } from '../client/answer-of-error.js'

interface NodesAnswer<Node> {
  nodes: readonly (Node | null)[]
}

/** The nodes of an answer about which no error was said; null in place of the others. @throws an error about more than nodes */
export async function visibleNodes<Node>(ask: () => Promise<NodesAnswer<Node>>): Promise<readonly (Node | null)[]> {
  try {
    return (await ask()).nodes
  } catch (error) {
    const nodes = partialDataOf<NodesAnswer<Node>>(error)?.nodes
    const paths = graphqlErrorsOf(error).map(({ path }) => path)
    if (!nodes || paths.length === 0 || paths.some((path) => path?.[0] !== 'nodes' || typeof path[1] !== 'number')) {
      throw error
    }
    const refused = new Set(paths.map((path) => path?.[1]))
    return nodes.map((node, index) => (refused.has(index) ? null : node))
  }
}
