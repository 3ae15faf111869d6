import type { Html } from '../html/html.js'
import { status, storedStatus } from '../html/status.js'
import type { RunningState } from '../state/running-state.js'

/** The status of a run; one that says RUNNING may have died. */
export function runStatus(run: { id: string; status: string }, running: RunningState): Html {
  const isDead = running.runs.some(({ runId, isDead: died }) => runId === run.id && died)
  return isDead ? status('bad', 'Died') : storedStatus(run.status)
}
