import type { DataSourceScript } from '../contract/script.js'
import { ConfigurationError } from '../errors/import-error.js'
import { isEncryptedSecret } from '../secrets/secret-format.js'

/** The settings by which an operator leaves resources out for good; every data source may have them, whatever its provider. */
export const resourceKeys = ['RESOURCES', 'EXCLUDED_RESOURCES'] as const

/** Which setting leaves a resource out. */
export type ResourceKey = (typeof resourceKeys)[number]

/** A data source with its settings as they are stored. */
export interface ConfiguredDataSource {
  id: string
  name: string
  organizationId: string
  provider: string
  configs: readonly { key: string; value: string }[]
}

/** Which resources of one data source are imported. */
export interface ResourceChoice {
  /** Resources that are left out, and by which setting. */
  leftOut: ReadonlyMap<string, ResourceKey>
  /** Resources that are imported although they are not chosen, and which ones depend on them. */
  kept: ReadonlyMap<string, readonly string[]>
  /** Set for a name that the provider doesn't provide; then nothing is left out. */
  error?: ConfigurationError
}

/**
 * What the settings `RESOURCES` (only these) and `EXCLUDED_RESOURCES` (not these), one resource a line, leave out of each data source. What an
 * imported resource depends on is imported too, also where another data source of the organisation provides it.
 *
 * @param dataSources all enabled ones
 * @param provided what the data sources of a provider import; undefined for an unknown provider
 * @returns the choice for each data source, by its id.
 */
export function chooseResources(
  dataSources: readonly ConfiguredDataSource[],
  provided: (provider: string) => readonly Pick<DataSourceScript, 'resource' | 'dependsOn'>[] | undefined,
): ReadonlyMap<string, ResourceChoice> {
  const wishes = new Map(dataSources.map((source) => [source, readWishes(source, provided(source.provider) ?? [])]))
  const needed = new Map(dataSources.map((source) => [source, new Map<string, string[]>()]))
  const isProvided = (source: ConfiguredDataSource, resource: string) =>
    provided(source.provider)?.some((one) => one.resource === resource) === true
  const visited = new Set<string>()
  const follow = (source: ConfiguredDataSource, resource: string) => {
    const place = JSON.stringify([source.id, resource])
    if (visited.has(place)) return
    visited.add(place)
    for (const dependency of provided(source.provider)?.find((one) => one.resource === resource)?.dependsOn ?? []) {
      const others = dataSources.filter(({ organizationId }) => organizationId === source.organizationId)
      const owners = isProvided(source, dependency) ? [source] : others.filter((one) => isProvided(one, dependency))
      for (const owner of owners) {
        const dependents = needed.get(owner)
        dependents?.set(dependency, [...(dependents.get(dependency) ?? []), resource])
        follow(owner, dependency)
      }
    }
  }
  for (const [source, { wanted }] of wishes) for (const resource of wanted) follow(source, resource)
  return new Map(
    [...wishes].map(([source, { unwanted, error }]) => {
      const dependents = needed.get(source) ?? new Map<string, string[]>()
      const kept = new Map([...dependents].filter(([resource]) => unwanted.has(resource)))
      const leftOut = new Map([...unwanted].filter(([resource]) => !kept.has(resource)))
      return [source.id, { leftOut, kept, ...(error && { error }) }]
    }),
  )
}

function readWishes({ name, configs }: ConfiguredDataSource, provided: readonly Pick<DataSourceScript, 'resource'>[]) {
  const known = provided.map(({ resource }) => resource)
  const settingOf = (key: ResourceKey) => configs.find((one) => one.key === key)?.value ?? ''
  const sealed = resourceKeys.filter((key) => isEncryptedSecret(settingOf(key)))
  const [only, without] = [linesOf(settingOf('RESOURCES')), linesOf(settingOf('EXCLUDED_RESOURCES'))]
  const unknown = [...only, ...without].filter((resource) => !known.includes(resource))
  const unwanted = new Map<string, ResourceKey>()
  for (const resource of known) {
    if (without.includes(resource)) unwanted.set(resource, 'EXCLUDED_RESOURCES')
    else if (only.length > 0 && !only.includes(resource)) unwanted.set(resource, 'RESOURCES')
  }
  if (unknown.length === 0) return { wanted: known.filter((resource) => !unwanted.has(resource)), unwanted }
  const problem =
    sealed.length > 0
      ? `${sealed.join(' and ')} of the data source "${name}" is stored as a secret, which can't be read here: set it again without \`isSecret\`.`
      : `${resourceKeys.join(' or ')} of the data source "${name}" names ${unknown.join(', ')}, which its provider does not provide. It provides: ${known.join(', ')}. Name one a line.`
  return { wanted: known, unwanted: new Map<string, ResourceKey>(), error: new ConfigurationError(problem) }
}

function linesOf(value: string): string[] {
  return value
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
