import type { PassEvent } from '@data-import/core'

/** What happens on a worker: of itself, and of the runs that it has. */
export type WorkerEvent =
  | PassEvent
  /** It can take runs. `number` is its own among the workers that are up. */
  | { type: 'worker-started'; at: Date; number: number; holder: string }
  /** It has taken a run. */
  | { type: 'run-taken'; at: Date; runId: string; dataSource: string; resource: string; attempt: number }
  /** It helps with a run that another worker has. */
  | { type: 'run-joined'; at: Date; runId: string; dataSource: string; resource: string }
  /** A pass wants scripts of providers that it doesn't have, or not in that version: other workers run them. */
  | { type: 'left-to-others'; at: Date; provider: string; message: string }
  /** Its connection for locks is gone, and its runs with it; it connects again. */
  | { type: 'worker-lost'; at: Date; reason: string }
  /** It takes no more runs. */
  | { type: 'worker-stopping'; at: Date; running: number }
