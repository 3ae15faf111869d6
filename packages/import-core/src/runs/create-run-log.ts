import { randomUUID } from 'node:crypto'
import type { RawClient } from '../contract/database.js'
import type { LogDetails, RunLog } from '../contract/execution-context.js'
import { quoteTable } from '../database/identifiers.js'
import { encodeArray, encodeValue } from '../save/encode-value.js'
import type { Redactor } from '../secrets/create-redactor.js'

export type LogLevel = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR'

export interface RunLogOptions {
  db: RawClient
  schema: string
  runId: string
  redactor: Redactor
  now(): Date
  onEntry(level: LogLevel, message: string, recordId: string | undefined): void
}

/** The log of one run. Entries are written in batches behind the script's back. */
export interface WritableRunLog extends RunLog {
  /** Waits until every entry is stored. Never throws: a log that can't be written doesn't fail a run. */
  flush(): Promise<void>
}

interface Entry {
  level: LogLevel
  message: string
  about: LogDetails
  at: Date
}

export function createRunLog(options: RunLogOptions): WritableRunLog {
  const waiting: Entry[] = []
  let writing: Promise<void> | undefined

  async function writeAll() {
    while (waiting.length > 0) {
      const entries = waiting.splice(0, 500)
      await insertEntries(options, entries).catch(() => undefined)
    }
    writing = undefined
  }
  const add =
    (level: LogLevel) =>
    (message: string, about: LogDetails = {}) => {
      const redacted = options.redactor.text(message)
      waiting.push({ level, message: redacted, about, at: options.now() })
      options.onEntry(level, redacted, about.recordId)
      writing ??= Promise.resolve().then(writeAll)
    }
  return {
    debug: add('DEBUG'),
    info: add('INFO'),
    warn: add('WARN'),
    error: add('ERROR'),
    async flush() {
      while (writing) await writing
    },
  }
}

async function insertEntries({ db, schema, runId, redactor }: RunLogOptions, entries: readonly Entry[]): Promise<void> {
  const repairs = { count: 0 }
  const column = (value: (entry: Entry) => string | undefined | null) =>
    encodeArray(entries.map((entry) => encodeValue('text', value(entry), repairs)))
  await db.$executeRawUnsafe(
    `INSERT INTO ${quoteTable(schema, 'ImportLog')} (id, data_source_run_id, level, message, details, record_id, created_at)
     SELECT e.id, $1, e.level::${quoteTable(schema, 'ImportLogLevel')}, e.message, e.details, e.record_id, e.at::timestamptz
     FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) AS e (id, level, message, details, record_id, at)`,
    runId,
    column(() => randomUUID()),
    column((entry) => entry.level),
    column((entry) => entry.message),
    column((entry) => (entry.about.details === undefined ? null : redactor.text(JSON.stringify(entry.about.details)))),
    column((entry) => (entry.about.recordId === undefined ? null : redactor.text(entry.about.recordId))),
    column((entry) => entry.at.toISOString()),
  )
}
