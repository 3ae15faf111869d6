import { ConfigurationError, type Provider } from '@data-import/core'

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
  // What the scripts are is checked when the orchestrator is created.
  const { scripts, configuration, check } = found as Partial<Provider>
  return {
    origin,
    provider: { scripts: scripts ?? [], ...(configuration ? { configuration } : {}), ...(check ? { check } : {}) },
  }
}
