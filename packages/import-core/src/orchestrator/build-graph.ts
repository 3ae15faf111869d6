import type { ResourceChoice } from '../configuration/left-out-resources.js'
import type { DataSourceScript } from '../contract/script.js'
import { ConfigurationError } from '../errors/import-error.js'
import type { DataSourceRecord } from './data-source.js'
import { findCycle, type ScriptsByProvider } from './validate-providers.js'

/** One script for one data source, with the nodes that must end before it begins. */
export interface GraphNode<Db> {
  /** `dataSourceId:resource` */
  id: string
  dataSource: DataSourceRecord
  script: DataSourceScript<Db>
  upstream: readonly string[]
  /** Whether it looks only at partitions for which somebody rang. */
  isOnlyRung?: boolean
  /** Why it can't run at all. */
  problem?: string
  /** The same as an error that says what to do. */
  error?: Error
}

/** `dataSourceId:resource` */
export function nodeId(dataSourceId: string, resource: string): string {
  return `${dataSourceId}:${resource}`
}

/**
 * A dependency is met by the same data source, else by every data source of the organisation that provides the
 * resource. One that has data sources of its own outside this pass (not due, not selected) counts as imported earlier.
 *
 * @param resources only these and what they depend on; all when undefined
 * @param choices what the operator leaves out, by data source
 * @throws {ConfigurationError} for a resource that no selected data source provides, or that all of them leave out.
 */
export function buildGraph<Db>(
  selected: readonly DataSourceRecord[],
  enabled: readonly DataSourceRecord[],
  scripts: ScriptsByProvider<Db>,
  resources: readonly string[] | undefined,
  choices: ReadonlyMap<string, ResourceChoice> = new Map(),
): GraphNode<Db>[] {
  const isLeftOut = (source: DataSourceRecord, resource: string) =>
    choices.get(source.id)?.leftOut.has(resource) === true
  const provides = (source: DataSourceRecord, resource: string) =>
    scripts.get(source.provider)?.some((script) => script.resource === resource) === true &&
    !isLeftOut(source, resource)
  for (const resource of resources ?? []) {
    if (!selected.some((source) => provides(source, resource))) {
      const excluding = selected.filter((source) => isLeftOut(source, resource)).map(({ name }) => name)
      if (excluding.length > 0) {
        throw new ConfigurationError(
          `The resource "${resource}" is left out of ${excluding.join(', ')}: change RESOURCES or EXCLUDED_RESOURCES there.`,
        )
      }
      const known = [...new Set(selected.flatMap(({ provider }) => scripts.get(provider) ?? []).map((s) => s.resource))]
      throw new ConfigurationError(
        `No data source of this pass provides the resource "${resource}". Provided are: ${known.join(', ') || 'none'}.`,
      )
    }
  }
  const nodes = selected.flatMap((dataSource) =>
    (scripts.get(dataSource.provider) ?? []).flatMap((script) => {
      if (isLeftOut(dataSource, script.resource)) return []
      const upstream = new Set<string>()
      const missing: string[] = []
      for (const dependency of new Set(script.dependsOn)) {
        const providers = provides(dataSource, dependency)
          ? [dataSource]
          : enabled.filter((other) => other.organizationId === dataSource.organizationId && provides(other, dependency))
        if (providers.length === 0) missing.push(dependency)
        for (const provider of providers) {
          if (selected.includes(provider)) upstream.add(nodeId(provider.id, dependency))
        }
      }
      const node: GraphNode<Db> = {
        id: nodeId(dataSource.id, script.resource),
        dataSource,
        script,
        upstream: [...upstream],
      }
      if (missing.length > 0) {
        node.problem = `depends on ${missing.join(', ')}, which no enabled data source of the organisation provides`
      }
      const error = choices.get(dataSource.id)?.error
      return error ? { ...node, problem: error.message, error } : node
    }),
  )
  return withoutCycles(resources ? withUpstream(nodes, resources) : nodes)
}

function withUpstream<Db>(nodes: readonly GraphNode<Db>[], resources: readonly string[]): GraphNode<Db>[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const wanted = new Set<string>()
  const want = (id: string) => {
    if (wanted.has(id)) return
    wanted.add(id)
    for (const upstream of byId.get(id)?.upstream ?? []) want(upstream)
  }
  for (const node of nodes) if (resources.includes(node.script.resource)) want(node.id)
  return nodes.filter(({ id }) => wanted.has(id))
}

/** Two providers can depend on each other across data sources; each alone looked right when it was registered. */
function withoutCycles<Db>(nodes: readonly GraphNode<Db>[]): GraphNode<Db>[] {
  const cut = [...nodes]
  for (;;) {
    const cycle = findCycle(cut.map(({ id, upstream }) => ({ resource: id, dependsOn: upstream })))
    if (!cycle) return cut
    const names = cycle.map((id) => {
      const node = cut.find((one) => one.id === id)
      return `${node?.dataSource.name}/${node?.script.resource}`
    })
    for (const [index, node] of cut.entries()) {
      if (cycle.includes(node.id))
        cut[index] = { ...node, upstream: [], problem: `${names.join(' → ')} depend on each other` }
    }
  }
}
