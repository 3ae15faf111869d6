import { resourceKeys } from '../configuration/left-out-resources.js'
import type { ConfigurationKey, Provider } from '../contract/provider.js'
import type { DataSourceScript } from '../contract/script.js'
import { wellFormed } from '../database/well-formed.js'
import { ConfigurationError } from '../errors/import-error.js'

/** Scripts by provider, in the order given. */
export type ScriptsByProvider<Db> = ReadonlyMap<string, readonly DataSourceScript<Db>[]>

/**
 * Refuses providers that no pass could run.
 * @throws {ConfigurationError} naming every mistake.
 */
export function validateProviders<Db>(providers: readonly Provider<Db>[]): ScriptsByProvider<Db> {
  if (!Array.isArray(providers)) throw new ConfigurationError('providers must be a list of provider modules.')
  const mistakes: string[] = []
  const scripts = new Map<string, DataSourceScript<Db>[]>()
  for (const provider of providers) {
    if (!Array.isArray(provider?.scripts)) {
      mistakes.push('a provider has no `scripts` array')
      continue
    }
    const unknown = unknownFields(provider.configuration)
    if (unknown.length > 0)
      mistakes.push(`a key of a provider's \`configuration\` has unknown fields: ${unknown.join(', ')}`)
    if (!isConfiguration(provider.configuration)) {
      mistakes.push('a provider has a `configuration` that is no list of { key, description }')
    }
    for (const key of ownKeys(provider.configuration)) {
      mistakes.push(`a provider declares the key ${key}, which every data source has already`)
    }
    if (!areTables(provider.tables)) mistakes.push('a provider has `tables` that are no list made by defineTable')
    if (provider.check !== undefined && typeof provider.check !== 'function') {
      mistakes.push('a provider has a `check` that is no function')
    }
    for (const script of provider.scripts as readonly DataSourceScript<Db>[]) {
      const mistake = mistakeOf(script)
      if (mistake) mistakes.push(mistake)
      else {
        const siblings = scripts.get(script.dataSourceName) ?? []
        if (siblings.some(({ resource }) => resource === script.resource)) {
          mistakes.push(`${label(script)} is provided twice`)
        }
        scripts.set(script.dataSourceName, [...siblings, copyScript(script)])
      }
    }
  }
  const provided = new Set([...scripts.values()].flat().map(({ resource }) => resource))
  for (const siblings of scripts.values()) {
    for (const script of siblings) {
      for (const dependency of script.dependsOn) {
        if (dependency.includes(':')) {
          mistakes.push(
            `${label(script)} depends on "${dependency}": name the resource only, "${dependency.split(':').pop()}"`,
          )
        } else if (!provided.has(dependency)) {
          mistakes.push(`${label(script)} depends on "${dependency}", which no registered provider provides`)
        }
      }
    }
    const cycle = findCycle(siblings)
    if (cycle) mistakes.push(`${siblings[0]?.dataSourceName}: ${cycle.join(' → ')} depend on each other`)
  }
  if (mistakes.length > 0) throw new ConfigurationError(`The providers can't be run: ${mistakes.join('; ')}.`)
  return scripts
}

/** As it was looked at: what happens to it later counts for nothing. */
function copyScript<Db>(script: DataSourceScript<Db>): DataSourceScript<Db> {
  const { dataSourceName, resource, dependsOn, importWindowDays, overlapMinutes, timeoutMs, distribution, run } = script
  return {
    dataSourceName,
    resource,
    dependsOn: [...dependsOn],
    importWindowDays,
    ...(overlapMinutes === undefined ? {} : { overlapMinutes }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(distribution === undefined ? {} : { distribution }),
    run: (context) => run.call(script, context),
  }
}

function isConfiguration(given: unknown): boolean {
  if (given === undefined) return true
  return Array.isArray(given) && given.every((one: { key?: unknown } | null) => typeof one?.key === 'string')
}

const configurationFields: Readonly<Record<keyof ConfigurationKey, true>> = {
  key: true,
  description: true,
  isSecret: true,
  isRequired: true,
  oneOf: true,
  defaultValue: true,
  format: true,
}

/** A misspelt `isSecret` would show a token. */
function unknownFields(configuration: unknown): string[] {
  if (!Array.isArray(configuration)) return []
  return configuration.flatMap((one) => Object.keys(one ?? {}).filter((field) => !(field in configurationFields)))
}

/** Keys of core that a provider must not give a meaning of its own. */
function ownKeys(configuration: unknown): string[] {
  if (!Array.isArray(configuration)) return []
  return resourceKeys.filter((key) => configuration.some((one) => one?.key === key))
}

function areTables(given: unknown): boolean {
  if (given === undefined) return true
  const isTable = (one: { name?: unknown; columns?: { externalId?: unknown } } | null) =>
    typeof one?.name === 'string' && typeof one.columns?.externalId === 'object'
  return Array.isArray(given) && given.every(isTable)
}

const maximumNameLength = 200

function isName(given: unknown): boolean {
  return typeof given === 'string' && given !== '' && given.length <= maximumNameLength && wellFormed(given) === given
}

function mistakeOf(script: Partial<DataSourceScript<never>> | null): string | undefined {
  if (typeof script !== 'object' || script === null) return 'a script is not an object'
  if (typeof script.dataSourceName !== 'string' || script.dataSourceName === '') return 'a script has no dataSourceName'
  if (typeof script.resource !== 'string' || script.resource === '')
    return `a script of ${script.dataSourceName} has no resource`
  if (!isName(script.dataSourceName) || !isName(script.resource)) {
    return `a script's dataSourceName or resource is no text of at most ${maximumNameLength} characters`
  }
  if (script.resource.includes(':')) return `${label(script)}: a resource's name can't hold a colon`
  if (!Array.isArray(script.dependsOn) || script.dependsOn.some((name) => typeof name !== 'string')) {
    return `${label(script)}: dependsOn must be a list of resources, [] for none`
  }
  if (!isTimeout(script.timeoutMs)) return `${label(script)}: timeoutMs must be a number of milliseconds above 0`
  const days = script.importWindowDays
  if (typeof days !== 'number' || !Number.isFinite(days) || days < 0) {
    return `${label(script)}: importWindowDays must be a number of days from 0`
  }
  const { overlapMinutes = 0 } = script
  if (typeof overlapMinutes !== 'number' || !Number.isFinite(overlapMinutes) || overlapMinutes < 0) {
    return `${label(script)}: overlapMinutes must be a number of minutes from 0`
  }
  if (script.distribution !== undefined && script.distribution !== 'partitions') {
    return `${label(script)}: distribution must be 'partitions', or left out`
  }
  if (typeof script.run !== 'function') return `${label(script)} has no run function`
  return undefined
}

function label(script: Partial<DataSourceScript<never>>): string {
  return `${script.dataSourceName}/${script.resource}`
}

/** The resources of a cycle, if there is one. */
export function findCycle(nodes: readonly { resource: string; dependsOn: readonly string[] }[]): string[] | undefined {
  const dependencies = new Map(nodes.map(({ resource, dependsOn }) => [resource, dependsOn]))
  const done = new Set<string>()
  const visit = (name: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name]
    if (done.has(name)) return undefined
    for (const dependency of dependencies.get(name) ?? []) {
      const cycle = visit(dependency, [...path, name])
      if (cycle) return cycle
    }
    done.add(name)
    return undefined
  }
  for (const { resource } of nodes) {
    const cycle = visit(resource, [])
    if (cycle) return cycle
  }
  return undefined
}

function isTimeout(timeoutMs: unknown): boolean {
  return timeoutMs === undefined || (typeof timeoutMs === 'number' && timeoutMs > 0)
}

/** @throws {ConfigurationError} for what is no time to wait. */
export function requireTimeout(name: string, timeoutMs: number | undefined): void {
  if (isTimeout(timeoutMs)) return
  throw new ConfigurationError(`${name} must be a number of milliseconds above 0, not ${timeoutMs}.`)
}
