import {
  ConfigurationError,
  type ConfigurationKey,
  createRedactor,
  ImportError,
  type Provider,
} from '@data-import/core'

/** A provider and where it came from. */
export interface LoadedProvider {
  /** What people look for when it is wrong: a path or a package. */
  origin: string
  provider: Provider
}

/**
 * Takes a module for a provider.
 * @throws {ConfigurationError} when it doesn't export `scripts`.
 */
export function providerOf(module: unknown, origin: string): LoadedProvider {
  try {
    return readProvider(module, origin)
  } catch (error) {
    if (ImportError.isInstance(error)) throw error
    // A getter of what it exports threw.
    throw new ConfigurationError(`${origin} exports what can't be read: ${createRedactor([]).error(error).message}`, {
      cause: error,
    })
  }
}

function readProvider(module: unknown, origin: string): LoadedProvider {
  const exported = (module ?? {}) as Record<string, unknown>
  const nested = (exported.default ?? {}) as Record<string, unknown>
  const found = Array.isArray(exported.scripts) ? exported : nested
  if (!Array.isArray(found.scripts)) {
    const names = Object.keys(exported)
    throw new ConfigurationError(
      `${origin} exports ${names.length > 0 ? names.join(', ') : 'nothing'}, but no array \`scripts\`. ` +
        'A provider looks like: export const scripts = [repositoryScript, commitScript]',
    )
  }
  const { scripts, configuration, check, tables } = found as Partial<Provider>
  requireScripts(found.scripts, origin)
  if (configuration !== undefined && !(Array.isArray(configuration) && configuration.every(isConfigurationKey))) {
    throw new ConfigurationError(`${origin} exports a \`configuration\` that is no list of { key, description }.`)
  }
  if (check !== undefined && typeof check !== 'function') {
    throw new ConfigurationError(`${origin} exports a \`check\` that is no function.`)
  }
  if (tables !== undefined && !(Array.isArray(tables) && tables.every(isTable))) {
    throw new ConfigurationError(`${origin} exports \`tables\` that are no list made by defineTable.`)
  }
  return {
    origin,
    provider: {
      scripts: scripts ?? [],
      ...(configuration ? { configuration } : {}),
      ...(check ? { check } : {}),
      ...(tables ? { tables } : {}),
    },
  }
}

/** What every command needs of a script; the rest is checked when the orchestrator is created. */
function requireScripts(scripts: readonly unknown[], origin: string): void {
  for (const [index, script] of [...scripts].entries()) {
    const { dataSourceName, resource, dependsOn, run } = (script ?? {}) as Record<string, unknown>
    const isWhole =
      typeof dataSourceName === 'string' &&
      typeof resource === 'string' &&
      Array.isArray(dependsOn) &&
      typeof run === 'function'
    if (isWhole && dependsOn.every((name) => typeof name === 'string')) continue
    throw new ConfigurationError(
      `${origin}: scripts[${index}] is no script. It needs dataSourceName, resource, dependsOn, importWindowDays and run.`,
    )
  }
}

function isTable(given: unknown): boolean {
  const { name, columns } = (given ?? {}) as Record<string, unknown>
  return typeof name === 'string' && typeof columns === 'object' && columns !== null && 'externalId' in columns
}

function isConfigurationKey(given: unknown): given is ConfigurationKey {
  const { key, description } = (given ?? {}) as Record<string, unknown>
  return typeof key === 'string' && typeof description === 'string'
}
