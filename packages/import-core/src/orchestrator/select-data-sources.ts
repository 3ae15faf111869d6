import type { PassResult } from '../contract/pass-result.js'
import { ConfigurationError } from '../errors/import-error.js'
import type { DataSourceRecord } from './data-source.js'
import type { RunOptions } from './options.js'
import type { ScriptsByProvider } from './validate-providers.js'

/** Which enabled data sources a pass works on, and which it leaves out and why. */
export interface Selection {
  selected: readonly DataSourceRecord[]
  unregistered: PassResult['unregistered']
  /** Ids of selected ones that are not due themselves: somebody rang for partitions of theirs. */
  onlyRung: ReadonlySet<string>
  notDue: PassResult['notDue']
  /** What somebody should look at. */
  warnings: readonly string[]
}

/** A scheduler never starts passes at exactly equal distances; a moment early must not mean a whole interval late. */
function toleranceMs(intervalMinutes: number): number {
  return Math.min(intervalMinutes * 60_000 * 0.05, 60_000)
}

/** When one is due as a whole because somebody asked for that, which may be asked for later. */
function requestedMs({ requestedAt, lookedAt }: DataSourceRecord, minimumLookMs: number, now: Date): number {
  if (requestedAt === null) return latestInstantMs
  // A look in the future was written by a clock that was wrong.
  if (lookedAt === null || !(new Date(lookedAt) <= now)) return new Date(requestedAt).getTime()
  if (!(requestedAt > lookedAt)) return latestInstantMs
  return Math.max(new Date(requestedAt).getTime(), new Date(lookedAt).getTime() + minimumLookMs)
}

/** https://tc39.es/ecma262/#sec-time-values-and-time-range */
const latestInstantMs = 8.64e15

/**
 * @param now by the database's clock
 * @throws {ConfigurationError} for a data source that was named and isn't an enabled one.
 */
export function selectDataSources<Db>(
  enabled: readonly DataSourceRecord[],
  scripts: ScriptsByProvider<Db>,
  options: Pick<RunOptions, 'dataSources' | 'force' | 'onlyRung' | 'window'> & { minimumLookMs: number },
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
  /** One that lies in the future, or is no instant, was written by a clock that was wrong: it says nothing. */
  const isFuture = ({ lastSyncAt }: DataSourceRecord) => lastSyncAt !== null && !(new Date(lastSyncAt) <= now)
  const dueAt = (source: DataSourceRecord) => {
    const { lastSyncAt, syncIntervalMinutes } = source
    if (isForced || !lastSyncAt || isFuture(source) || !(Number(syncIntervalMinutes) > 0)) return now
    const minutes = Number(syncIntervalMinutes)
    const dueMs = new Date(lastSyncAt).getTime() + minutes * 60_000 - toleranceMs(minutes)
    return new Date(Math.min(dueMs, requestedMs(source, options.minimumLookMs, now), latestInstantMs))
  }
  const isDue = (source: DataSourceRecord) =>
    options.onlyRung ? requestedMs(source, options.minimumLookMs, now) <= now.getTime() : dueAt(source) <= now
  const isOnlyRung = (source: DataSourceRecord) => !isDue(source) && source.rungResources.length > 0
  const identity = ({ id, name }: DataSourceRecord) => ({ dataSourceId: id, dataSource: name })
  const warnings = registered
    .filter(isFuture)
    .map(
      ({ name }) =>
        `${name}: lastSyncAt lies in the future: the database's clock was ahead, or is behind now. It is taken as due. Look after the clock of the database's server.`,
    )
  return {
    warnings,
    selected: registered.filter((source) => isDue(source) || isOnlyRung(source)),
    onlyRung: new Set(registered.filter(isOnlyRung).map(({ id }) => id)),
    unregistered: wanted
      .filter(({ provider }) => !scripts.has(provider))
      .map((source) => ({ ...identity(source), provider: source.provider })),
    notDue: registered
      .filter((source) => !options.onlyRung && !isDue(source) && !isOnlyRung(source))
      .map((source) => ({ ...identity(source), dueAt: dueAt(source) })),
  }
}
