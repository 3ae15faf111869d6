import { createRunLog, type WritableRunLog } from '../runs/create-run-log.js'
import type { RunScope } from './run-scope.js'

/** The run's log: entries go to `ImportLog`, to the host's events and to its logger. */
export function createContextLog<Db>({ pass, identity, redactor }: RunScope<Db>): WritableRunLog {
  const { db, schema, fencingToken, passId, clock, emit, writeToLogger } = pass
  const { runId, dataSource, provider, resource } = identity
  const now = () => clock.now()
  return createRunLog({
    db,
    schema,
    runId: identity.runId,
    fencingToken,
    redactor,
    now,
    onEntry({ level, message, recordId, details }, partition) {
      const about = { ...(recordId === null ? {} : { recordId }), ...(partition === undefined ? {} : { partition }) }
      emit({ type: 'logged', at: now(), level, message, ...about, ...identity })
      const more = details === null ? {} : { details: parsed(details) }
      writeToLogger(level, { passId, runId, dataSource, provider, resource, ...about, ...more }, message)
    },
  })
}

/** What a redacted text no longer parses to stays a text: a log never throws. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return json
  }
}
