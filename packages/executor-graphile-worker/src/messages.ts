import type { PassEvent, RunOutcome } from '@data-import/core'

/** What workers tell orchestrators. All of it may get lost: the tables hold what counts. */
export type WorkerMessage =
  /** A run was taken; the following ones of its data source are for the same worker. */
  | { type: 'taken'; runId: string; worker: number }
  /** A run has ended; without an outcome its row says how. */
  | { type: 'ended'; runId: string; worker: number; outcome?: Omit<RunOutcome, 'error'> & { error?: string } }
  | { type: 'events'; passId: string; events: readonly PassEvent[] }

/** What orchestrators tell workers. */
export type OrchestratorMessage =
  /** A pass is to end: at the next checkpoints, or at once. */
  | { type: 'stop'; fencingToken: string; how: Stop }
  /** What a pass needs, so that a worker that lacks it can say so. */
  | { type: 'needs'; offers: readonly string[] }

/** How a pass is to end. */
export type Stop = 'drain' | 'cancel'

/** Postgres allows no longer text in a notification: https://www.postgresql.org/docs/current/sql-notify.html */
export const longestMessage = 7_900

/** Text for a notification; undefined where it would be too long. */
export function encodeMessage(message: WorkerMessage | OrchestratorMessage): string | undefined {
  const text = JSON.stringify(message)
  return Buffer.byteLength(text) <= longestMessage ? text : undefined
}

/** What a notification says; undefined where it isn't ours. */
export function decodeMessage<Message extends WorkerMessage | OrchestratorMessage>(
  text: string | undefined,
): Message | undefined {
  try {
    const given: unknown = JSON.parse(text ?? '', reviveDates)
    // Whoever may connect to the database may notify; what counts is read from the tables.
    return typeof given === 'object' && given !== null && 'type' in given ? (given as Message) : undefined
  } catch {
    return undefined
  }
}

const dateFields: ReadonlySet<string> = new Set(['at', 'startDate', 'endDate'])

function reviveDates(key: string, value: unknown): unknown {
  return dateFields.has(key) && typeof value === 'string' ? new Date(value) : value
}
