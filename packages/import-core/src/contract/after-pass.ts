import type { RawClient } from '../database/client.js'

/** What a step after a pass gets to work with. */
export interface AfterPassContext {
  /** Statements of one transaction, which is committed when the step returns. */
  db: RawClient
  /** Postgres schema of the tables. */
  schema: string
  /** Aborted when the pass is cancelled or its lock is lost. */
  signal: AbortSignal
}

/**
 * Something that is done at the end of each pass, under its lock, when all scripts have ended: links between rows that several
 * providers imported, in whatever order. It is left out of a pass that is asked to end, and the next one does it, so it must be
 * idempotent. What it throws is the pass's `reason`, and the pass is partial.
 */
export interface AfterPass {
  /** For messages: `links`. */
  name: string
  run(context: AfterPassContext): Promise<void>
}
