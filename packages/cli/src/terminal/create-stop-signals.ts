import type { Terminal } from './terminal.js'

/** The signals by which a user asks a command to end. */
export interface StopSignals {
  /** At the first signal: end at the next checkpoints. */
  drainSignal: AbortSignal
  /** At the second: end now. */
  signal: AbortSignal
  dispose(): void
}

/** Turns SIGINT and SIGTERM into a drain, then an abort. @param ending what the drain does */
export function createStopSignals(
  { onStop, stderr }: Pick<Terminal, 'onStop' | 'stderr'>,
  notice: (text: string) => void,
  ending = 'what has been read is being saved, and the next pass continues there',
): StopSignals {
  const drain = new AbortController()
  const abort = new AbortController()
  const again = stderr.isTTY ? 'Press Ctrl-C again' : 'Send a second signal'
  const dispose = onStop(() => {
    if (!drain.signal.aborted) {
      notice(`Stopping: ${ending}. ${again} to stop now.`)
      drain.abort()
    } else if (!abort.signal.aborted) {
      notice('Stopping now.')
      abort.abort()
    }
  })
  return { drainSignal: drain.signal, signal: abort.signal, dispose }
}
