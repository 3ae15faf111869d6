import type { IsAllowedAddress } from '../contract/allowed-address.js'
import type { DatabaseClient, TransactionalClient } from '../database/client.js'
import type { DatabaseClock } from '../database/database-clock.js'
import type { Lease } from '../locks/pass-lock.js'
import type { RunStore } from '../runs/run-store.js'
import type { DescribeTable } from '../save/describe-table.js'
import type { OpenConfiguration } from '../secrets/open-configuration.js'
import type { DataSourceRecord } from './data-source.js'
import type { PassEvent } from './events.js'
import type { PassStop } from './pass-stop.js'

/** What all runs of one pass share. */
export interface PassScope<Db extends DatabaseClient> {
  /** Over connections of the import's own: what core itself reads and writes. */
  db: TransactionalClient
  /** The host's client, for scripts. */
  hostDb: Db
  /** Whether {@link hostDb} shows instants as they are stored. */
  isTimeRight: boolean
  schema: string
  passId: string
  lease: Lease
  clock: DatabaseClock
  stop: PassStop
  /** Whether the server can end the statements of a process that died. */
  canNoticeDeadClient: boolean
  /** Of scripts that have none of their own. */
  scriptTimeoutMs: number
  store: RunStore
  describeTable: DescribeTable
  /** End of every import window: the database's time when the pass began. */
  endDate: Date
  /** The window of a backfill. */
  window: { startDate: Date; endDate: Date } | undefined
  emit(event: PassEvent): void
  /** Configuration keys that the providers declare as addresses. */
  addressKeys: ReadonlySet<string>
  /** What the host says of addresses; all are allowed without it. */
  isAllowedAddress: IsAllowedAddress | undefined
  /** A data source's settings, decrypted, and what of them must not be shown. */
  configurationOf(dataSource: DataSourceRecord): OpenConfiguration
  /** Data sources whose unencrypted secrets are still to be told of; empty where the host encrypts none. */
  toWarnOfPlainSecrets: Set<string>
  /** Data sources that may send secrets to unencrypted addresses, until that was said. */
  toWarnOfAddresses: Set<string>
  /** What the runs of this pass share, by provider and name. */
  shared: Map<string, unknown>
  /** Nodes whose script ignored its cancellation and still runs, from this pass or an earlier one of this orchestrator. */
  unsettled: Set<string>
}
