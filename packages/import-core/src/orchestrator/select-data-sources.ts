import { ConfigurationError } from '../errors/import-error.js'
import type { DataSourceRecord } from './data-source.js'
import type { RunOptions } from './options.js'
import type { PassResult } from './pass-result.js'
import type { ScriptsByProvider } from './validate-providers.js'

/** Which enabled data sources a pass works on, and which it leaves out and why. */
export interface Selection {
  selected: readonly DataSourceRecord[]
  unregistered: PassResult['unregistered']
  notDue: PassResult['notDue']
}

/** A scheduler never starts passes at exactly equal distances; a moment early must not mean a whole interval late. */
function toleranceMs(intervalMinutes: number): number {
  return Math.min(intervalMinutes * 60_000 * 0.05, 60_000)
}

/**
 * @param now by the database's clock
 * @throws {ConfigurationError} for a data source that was named and isn't an enabled one.
 */
export function selectDataSources<Db>(
  enabled: readonly DataSourceRecord[],
  scripts: ScriptsByProvider<Db>,
  options: Pick<RunOptions, 'dataSources' | 'force' | 'window'>,
  now: Date,
): Selection {
  const named = options.dataSources
  for (const name of named ?? []) {
    if (!enabled.some((source) => source.id === name || source.name === name)) {
      const known = enabled.map((source) => source.name).join(', ')
      throw new ConfigurationError(`There is no enabled data source "${name}". Enabled are: ${known || 'none'}.`)
    }
  }
  const wanted = named ? enabled.filter(({ id, name }) => named.includes(id) || named.includes(name)) : enabled
  const registered = wanted.filter(({ provider }) => scripts.has(provider))
  const isForced = options.force === true || options.window !== undefined
  const dueAt = ({ lastSyncAt, syncIntervalMinutes }: DataSourceRecord) =>
    isForced || !lastSyncAt || !syncIntervalMinutes
      ? now
      : new Date(new Date(lastSyncAt).getTime() + syncIntervalMinutes * 60_000 - toleranceMs(syncIntervalMinutes))
  const identity = ({ id, name }: DataSourceRecord) => ({ dataSourceId: id, dataSource: name })
  return {
    selected: registered.filter((source) => dueAt(source) <= now),
    unregistered: wanted
      .filter(({ provider }) => !scripts.has(provider))
      .map((source) => ({ ...identity(source), provider: source.provider })),
    notDue: registered
      .filter((source) => dueAt(source) > now)
      .map((source) => ({ ...identity(source), dueAt: dueAt(source) })),
  }
}
