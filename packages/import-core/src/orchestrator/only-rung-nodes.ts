import type { GraphNode } from './build-graph.js'

/**
 * Leaves only what rings need of data sources that are not due: the resources for which somebody rang, where only rung partitions
 * are looked at, and what these depend on in the same data source, which runs as a whole. What comes after a resource of which
 * only parts are looked at knows only those parts, so it looks at no more either.
 */
export function onlyRungNodes<Db>(nodes: readonly GraphNode<Db>[], onlyRung: ReadonlySet<string>): GraphNode<Db>[] {
  if (onlyRung.size === 0) return [...nodes]
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const wanted = new Set<string>()
  const want = (node: GraphNode<Db>) => {
    if (wanted.has(node.id)) return
    wanted.add(node.id)
    if (!onlyRung.has(node.dataSource.id)) return
    for (const id of node.upstream) {
      const upstream = byId.get(id)
      if (upstream?.dataSource.id === node.dataSource.id) want(upstream)
    }
  }
  const isRung = ({ dataSource, script }: GraphNode<Db>) =>
    onlyRung.has(dataSource.id) && dataSource.rungResources.includes(script.resource)
  for (const node of nodes) if (!onlyRung.has(node.dataSource.id) || isRung(node)) want(node)
  const isPartial = (node: GraphNode<Db>): boolean =>
    isRung(node) ||
    (onlyRung.has(node.dataSource.id) &&
      node.upstream.some((id) => {
        const upstream = byId.get(id)
        return upstream !== undefined && upstream.dataSource.id === node.dataSource.id && isPartial(upstream)
      }))
  return nodes
    .filter(({ id }) => wanted.has(id))
    .map((node) => ({
      ...node,
      upstream: node.upstream.filter((id) => wanted.has(id)),
      isOnlyRung: isPartial(node),
    }))
}
