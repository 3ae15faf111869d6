import type { PassEvent } from '../contract/pass-event.js'
import type { ImportDatabase } from '../database/open-database.js'
import type { Lease } from '../locks/pass-lock.js'

/** What a run gets of the worker that it is on. */
export interface RunnerMeans {
  /** Takes the locks of resources. */
  lease: Lease
  /** Over connections of the import's own. */
  database: ImportDatabase
  /** Aborts the script. */
  signal: AbortSignal
  /** Ends the run at its next checkpoint. */
  drainSignal: AbortSignal
  emit(event: PassEvent): void
}
