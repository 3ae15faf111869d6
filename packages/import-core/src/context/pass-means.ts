import type { PassEvent } from '../contract/pass-event.js'
import type { TransactionalClient } from '../database/client.js'
import type { DatabaseClock } from '../database/look-at-server.js'
import type { WriteToLogger } from '../runs/write-to-logger.js'
import type { DescribeTable } from '../save/describe-table.js'

/** What the runs of one pass work with. */
export interface PassMeans<Db> {
  /** On connections of the import's own: what core itself reads and writes. */
  db: TransactionalClient
  /** The host's client, for scripts. */
  hostDb: Db
  clock: DatabaseClock
  describeTable: DescribeTable
  emit(event: PassEvent): void
  writeToLogger: WriteToLogger
  /** What the runs of this pass share, by provider and name. */
  shared: Map<string, unknown>
}
