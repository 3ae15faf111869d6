import { createRunLog, type WritableRunLog } from '../runs/create-run-log.js'
import type { RunScope } from './run-scope.js'

/** The run's log: entries go to `ImportLog` and to the host's events. */
export function createContextLog<Db>({ pass, identity, redactor }: RunScope<Db>): WritableRunLog {
  const { db, schema, fencingToken, clock, emit } = pass
  const now = () => clock.now()
  return createRunLog({
    db,
    schema,
    runId: identity.runId,
    fencingToken,
    redactor,
    now,
    onEntry: (level, message, recordId) =>
      emit({ type: 'logged', at: now(), level, message, ...(recordId === undefined ? {} : { recordId }), ...identity }),
  })
}
