import type { Terminal } from './terminal.js'

/** The ways in which whoever runs a command asks it to end. */
export interface StopSignals {
  /** At the first signal: end at the next checkpoints. */
  drainSignal: AbortSignal
  /** At the second: end at once. */
  signal: AbortSignal
  dispose(): void
}

/** Turns SIGINT and SIGTERM into a drain, then an abort. */
export function createStopSignals(terminal: Pick<Terminal, 'onStop'>, notice: (text: string) => void): StopSignals {
  const drain = new AbortController()
  const abort = new AbortController()
  const dispose = terminal.onStop(() => {
    if (!drain.signal.aborted) {
      notice('Stopping at the next checkpoints; a second signal stops at once.')
      drain.abort()
    } else if (!abort.signal.aborted) {
      notice('Stopping at once.')
      abort.abort()
    }
  })
  return { drainSignal: drain.signal, signal: abort.signal, dispose }
}
