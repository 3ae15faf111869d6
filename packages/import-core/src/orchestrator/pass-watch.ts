import type { PassEvent } from '../contract/pass-event.js'
import type { PassResult, RunOutcome } from '../contract/pass-result.js'

/** Hears what happens in a pass, so that one that has to be left behind can still be reported. */
export interface PassWatch {
  emit(event: PassEvent): void
  /** What is known of a pass that didn't end in time: what had not finished is CANCELLED. */
  resultSoFar(reason: string, durationMs: number, now: Date): PassResult
}

export function createPassWatch(emit: (event: PassEvent) => void): PassWatch {
  let started: Extract<PassEvent, { type: 'pass-started' }> | undefined
  const finished: RunOutcome[] = []
  return {
    emit(event) {
      if (event.type === 'pass-started') started = { ...event, at: new Date(event.at) }
      if (event.type === 'run-finished') {
        const { type: _type, at: _at, ...outcome } = event
        finished.push(outcome)
      }
      emit(event)
    },
    resultSoFar(reason, durationMs, now) {
      const isFinished = (run: Pick<RunOutcome, 'dataSourceId' | 'resource'>) =>
        finished.some(({ dataSourceId, resource }) => dataSourceId === run.dataSourceId && resource === run.resource)
      const open = (started?.runs ?? []).filter((run) => !isFinished(run))
      return {
        status: 'cancelled',
        ...(started ? { passId: started.passId } : {}),
        startedAt: started?.at ?? now,
        durationMs,
        runs: [
          ...finished,
          ...open.map((run) => ({
            ...run,
            runId: '',
            status: 'CANCELLED' as const,
            recordsImported: 0,
            recordsFailed: 0,
            durationMs: 0,
            errorMessage: reason,
          })),
        ],
        unregistered: [],
        leftOut: [],
        notDue: [],
        reason,
      }
    },
  }
}
