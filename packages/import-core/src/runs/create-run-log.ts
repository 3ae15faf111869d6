import { inspect } from 'node:util'
import type { LogDetails, RunLog } from '../contract/execution-context.js'
import { boundText, maximumTextLength } from '../errors/bound-text.js'
import { LockLostError } from '../errors/import-error.js'
import type { Redactor } from '../secrets/create-redactor.js'
import { DiscardedRowError } from './discarded-row.js'
import { insertLogEntries, type LogEntry, type LogLevel, type LogTarget } from './insert-log-entries.js'

export interface RunLogOptions extends LogTarget {
  redactor: Redactor
  now(): Date
  onEntry(entry: LogEntry, partition: string | undefined): void
}

const maximumRecordId = 1_000

/** The log of one run. Entries are written in batches behind the script's back. */
export interface WritableRunLog extends RunLog {
  /** The same log, for entries about one partition. */
  of(partition: string): RunLog
  /** Waits until every entry is stored. Never throws: a log that can't be written doesn't fail a run. */
  flush(): Promise<void>
  /** Set once the database took entries without an error and didn't keep them: then the log hides something. */
  discarded(): DiscardedRowError | undefined
}

export function createRunLog(options: RunLogOptions): WritableRunLog {
  const { redactor } = options
  let waiting: LogEntry[] = []
  let writing: Promise<void> | undefined
  let discarded: DiscardedRowError | undefined

  const note = (error: unknown) => {
    if (error instanceof DiscardedRowError) discarded = error
  }

  async function writeAll() {
    while (waiting.length > 0) {
      const entries = waiting
      waiting = []
      try {
        await insertLogEntries(options, entries)
      } catch (error) {
        if (error instanceof LockLostError) continue
        if (error instanceof DiscardedRowError) note(error)
        // One entry that the database refuses, or a fault that has passed: each gets a chance of its own.
        else for (const entry of entries) await insertLogEntries(options, [entry]).catch(note)
      }
    }
    writing = undefined
  }
  const add =
    (level: LogLevel, partition?: string) =>
    (message: string, about: LogDetails = {}) => {
      const entry = { level, at: options.now(), ...contentOf(redactor, message, about) }
      waiting.push(entry)
      options.onEntry(entry, partition)
      writing ??= Promise.resolve().then(writeAll)
    }
  const logOf = (partition?: string): RunLog => ({
    debug: add('DEBUG', partition),
    info: add('INFO', partition),
    warn: add('WARN', partition),
    error: add('ERROR', partition),
  })
  return {
    ...logOf(),
    of: logOf,
    async flush() {
      while (writing) await writing
    },
    discarded: () => discarded,
  }
}

/** A log never fails a run, whatever it is given. */
function contentOf(redactor: Redactor, message: string, about: LogDetails): Omit<LogEntry, 'level' | 'at'> {
  try {
    const { details, recordId } = about ?? {}
    return {
      message: boundText(redactor.text(textOf(message))),
      details: details === undefined ? null : boundJson(redactor.text(describe(details))),
      recordId:
        recordId === undefined || recordId === null
          ? null
          : boundText(redactor.text(textOf(recordId)), maximumRecordId),
    }
  } catch {
    return { message: 'An entry was logged that can not be read.', details: null, recordId: null }
  }
}

function textOf(given: unknown): string {
  return typeof given === 'string' ? given : describe(given)
}

/** What is cut is JSON too: a text. */
function boundJson(json: string): string {
  return json.length <= maximumTextLength ? json : JSON.stringify(boundText(json, maximumTextLength / 2))
}

/** JSON where it is, else what a debugger would show: a script in JavaScript may pass anything. */
function describe(details: unknown): string {
  try {
    return JSON.stringify(details) ?? JSON.stringify(String(details))
  } catch {
    return JSON.stringify(inspect(details, { maxStringLength: null }))
  }
}
