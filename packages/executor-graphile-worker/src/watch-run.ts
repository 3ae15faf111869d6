import { type PassEvent, PassStoppedError, type RunnerMeans, type RunRequest } from '@data-import/core'
import { createEventSender } from './create-event-sender.js'
import { orchestratorChannel } from './names.js'
import type { RunPlace } from './take-run.js'
import { watchPass } from './watch-pass.js'

/** Looks after a run on this worker: its events go to the orchestrator, and it ends when its pass is to. */
export function watchRun(request: RunRequest, place: RunPlace) {
  const { database, readState } = place
  const drain = new AbortController()
  const abort = new AbortController()
  let reason: string | undefined
  const watch = watchPass(() => readState(request), {
    drain(why) {
      reason ??= why
      drain.abort(new PassStoppedError(why))
    },
    abort(why) {
      reason = why
      abort.abort(new PassStoppedError(why))
    },
  })
  const forget = place.onWord(watch.look)
  const sender = createEventSender(database, orchestratorChannel(request.schema), request.passId)
  const means: RunnerMeans = {
    lease: place.lease,
    database,
    signal: AbortSignal.any([abort.signal, place.signal]),
    drainSignal: AbortSignal.any([drain.signal, place.drainSignal]),
    emit(event: PassEvent) {
      place.emit(event)
      sender.add(event)
    },
  }
  return {
    means,
    flush: sender.flush,
    /** Why it was asked to end. */
    reason: () => reason,
    stop() {
      watch.stop()
      forget()
    },
  }
}
