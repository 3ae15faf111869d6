import type { RegisteredDb } from '../database/client.js'
import type { Json } from '../database/json.js'
import type { IsAllowedAddress } from './allowed-address.js'
import type { PartitionContext, PartitionDescription, PartitionRecord, WalkEnd } from './partition.js'
import type { OrganizationOptions, StoredOptions, StoredRow } from './tables/stored-row.js'
import type { RowOf, RowWrite, TableDefinition } from './tables/table-definition.js'
import type { Where } from './tables/where.js'

/** What a script gets to work with. */
export interface ExecutionContext<Db = RegisteredDb> {
  /** Id of the `DataSource` row. */
  dataSourceId: string
  /** The provider: `'GITHUB'`. */
  dataSourceName: string
  /** The data source's configuration (`DataSourceConfig`), secrets in plain text. */
  env: Record<string, string>
  /** The host's client. */
  db: Db
  /** Start of the import window, inclusive. */
  startDate: Date
  /** End of the import window, exclusive: the database's time when the pass began. */
  endDate: Date
  /** Id of the `DataSourceRun` row. */
  runId: string
  /** True in a pass over an explicit window: watermarks, cursors and states are neither used nor moved. */
  isBackfill: boolean
  /** Aborted when the pass is cancelled, its lock is lost, or the script's timeout is over: pass it to whatever waits. */
  signal: AbortSignal
  /** Writes to `ImportLog` and to the host's events. Secrets of this data source are replaced by `***`. */
  log: RunLog
  /**
   * Upserts rows in one transaction. Equal rows are not rewritten, a row given twice is folded, a bad record is
   * logged under its `recordId` and counted, and the others go in. One that throws fails its walk, outside of walks its run, also
   * where nobody waited for it or it was caught: its rows are missing.
   * @throws {TableMismatchError} if the host's database lacks the table or a column.
   */
  save<Table extends TableDefinition>(table: Table, rows: readonly RowOf<Table>[]): Promise<SaveResult>
  /** The same for what `changesOf` and `replaceChildren` make. */
  save(write: RowWrite): Promise<SaveResult>
  /**
   * Reads fields of this data source's rows, in the database's order of `externalId`: the repositories whose commits are next.
   * A table that may be large is read in pages: `limit`, and the last page's last `externalId` as `after`.
   * @throws {TableMismatchError} if the host's database lacks the table or a column. @throws {TypeError} for a condition on a
   *   field that isn't declared, or with a value of another type.
   */
  stored<Table extends TableDefinition, Field extends keyof RowOf<Table> & string>(
    table: Table,
    fields: readonly Field[],
    options?: StoredOptions<Table>,
  ): Promise<StoredRow<Table, Field>[]>
  /**
   * Reads rows of all data sources of the same organisation, such as the repositories that another provider imports and this script
   * depends on. They come by data source and `externalId`, and each says whose it is.
   *
   * @example
   * ```ts
   * import type { ExecutionContext } from '@data-import/core/provider'
   * import { repositoryTable } from '@data-import/model'
   *
   * async function repositoriesByName({ stored }: ExecutionContext): Promise<Map<string, string>> {
   *   const rows = await stored(repositoryTable, ['externalId', 'fullName'], { from: 'organization' })
   *   return new Map(rows.map(({ dataSourceId, externalId, fullName }) => [fullName, `${dataSourceId}/${externalId}`]))
   * }
   * ```
   */
  stored<Table extends TableDefinition, Field extends keyof RowOf<Table> & string>(
    table: Table,
    fields: readonly Field[],
    options: OrganizationOptions<Table>,
  ): Promise<(StoredRow<Table, Field> & { dataSourceId: string })[]>
  /** Counts rows, with the errors of `stored`. */
  count<Table extends TableDefinition>(
    table: Table,
    options?: { where?: Where<Table>; from?: 'organization' },
  ): Promise<number>
  /** Id of the row that `save` makes for this external id, whether or not it exists yet. */
  idOf(table: TableDefinition, externalId: string): string
  /**
   * Walks partitions side by side, each from its own watermark, cursor and state, and records each outcome.
   * Returns when all have ended; a failed one doesn't stop the others and makes the run PARTIAL. A second call in the same run
   * needs keys of its own: one that is complete already, or is being walked, is refused, and makes the run PARTIAL too.
   */
  partitions(
    partitions: Iterable<PartitionDescription> | AsyncIterable<PartitionDescription>,
    // biome-ignore lint/suspicious/noConfusingVoidType: a walk that has nothing to add returns nothing
    walk: (partition: PartitionContext) => Promise<WalkEnd | void>,
    options?: PartitionsOptions,
  ): Promise<void>
  /**
   * What the ledger knows of another resource's partitions for this data source, such as the repositories that a script
   * depends on: outcome, watermark, and the state that their last completed walk left.
   */
  partitionsOf(resource: string): Promise<readonly PartitionRecord[]>
  /**
   * One value for all runs of this pass and provider, made at the first call: a client with its connections and limits.
   * It is forgotten when the pass ends. A `create` that throws is asked again.
   */
  shared<Value>(name: string, create: () => Value): Value
  /**
   * Stores a new value of one of this data source's secrets, for tokens that work once and come with their successor. It is encrypted as the others
   * are, hidden in everything that is written from now on, and safe from a crash when this returns: use it only then. `env` of this run
   * and of runs that start later has the new value; runs that are continuing keep the old one, so share what holds the
   * token (`shared`).
   *
   * @example
   * ```ts
   * import type { ExecutionContext } from '@data-import/core/provider'
   *
   * type Renew = (refreshToken: string) => Promise<{ accessToken: string; refreshToken: string }>
   *
   * async function openSession({ env, saveSetting }: ExecutionContext, renew: Renew): Promise<string> {
   *   const { accessToken, refreshToken } = await renew(env.FORGE_REFRESH_TOKEN ?? '')
   *   await saveSetting('FORGE_REFRESH_TOKEN', refreshToken)
   *   return accessToken
   * }
   * ```
   *
   * @throws {ConfigurationError} for a key that the provider doesn't declare with `isSecret: true`, and if somebody else has set the key
   *   since the pass began: their value stays.
   */
  saveSetting(key: string, secret: string): Promise<void>
  /**
   * Milliseconds until the pass's time budget or the script's timeout is over; `Infinity` where there is neither. What waits longer
   * throws {@link QuotaExhaustedError}. Who was answered 0 and returns doesn't count as complete: a walk is INCOMPLETE, a script without
   * partitions CANCELLED. Who ends before that, for want of time, says so: `postpone` in a walk, else {@link QuotaExhaustedError}.
   */
  timeLeftMs(): number
  /**
   * Which addresses the host allows; absent where it allows all. `createHttpSource` obeys it by itself; hand it to
   * `createGuardedFetch`, and ask `requireAllowedAddress` before the outside system is reached in another way.
   */
  isAllowedAddress?: IsAllowedAddress
}

/** How partitions are walked. */
export interface PartitionsOptions {
  /** Partitions walked at once. Default: 4. */
  concurrency?: number
  /**
   * Whether a partition whose last walk was COMPLETE surely has nothing new, as a probe of many at once can tell from the
   * state that this walk left. Such partitions are recorded complete up to `endDate`, many in one statement, without a
   * walk; their state and note stay. Never asked in a backfill. Default: none is.
   */
  isUnchanged?(partition: PartitionRecord): boolean
  /**
   * Why it is proven that nothing is there, by what a walk threw before it saved anything: the partition is then SKIPPED with
   * that reason, which counts as complete. An HTTP status alone proves no emptiness. Default: nothing does.
   */
  skipReasonOf?(error: unknown): string | undefined
  /**
   * Why a partition is not available, by what its walk threw: it is then UNAVAILABLE with that reason, and the run is not
   * complete. The exported `unavailableReasonOf` says so of answers 403, 404, 410 and 451. Asked after `skipReasonOf`.
   * Default: whatever is thrown makes it FAILED.
   */
  unavailableReasonOf?(error: unknown): string | undefined
}

/** Levels as in `ImportLog`. `details` is stored as JSON, `recordId` names the vendor's record. */
export interface RunLog {
  debug(message: string, about?: LogDetails): void
  info(message: string, about?: LogDetails): void
  warn(message: string, about?: LogDetails): void
  error(message: string, about?: LogDetails): void
}

/** What belongs to a log entry. */
export interface LogDetails {
  details?: Json
  recordId?: string
}

/** Rows by what became of them. Those of `alongside` are counted only where they failed. */
export interface SaveResult {
  inserted: number
  updated: number
  /** Equal to what was there, so not written; of `changesOf`, also what was not there. */
  unchanged: number
  /** Children that `replaceChildren` found no longer among those of their parents. */
  deleted: number
  /** Refused by the database; each has an `ImportLog` entry. */
  failed: number
}
