import type { PassState } from './statements.js'

const intervalMs = 1_000

/** How long a run may take to its next checkpoint once its orchestrator is gone. */
const orphanGraceMs = 5_000

/** How a run on a worker is told to end. */
export interface RunSignals {
  /** At the next checkpoint. */
  drain(reason: string): void
  /** At once. */
  abort(reason: string): void
}

/**
 * Looks each second whether a run is still wanted: its pass may be over, asked to end, or without an orchestrator, and its
 * orchestrator may have given it to another worker.
 * @returns what stops it.
 */
export function watchPass(readState: () => Promise<PassState>, signals: RunSignals): { stop(): void; look(): void } {
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  let unheld = 0
  let orphanedAtMs: number | undefined

  async function look(): Promise<void> {
    const state = await readState()
    const { status } = state
    if (isStopped) return
    if (!state.isCurrent) return signals.abort('another pass has begun')
    if (status !== null && status !== 'RUNNING') return signals.abort('the run was given to another worker')
    follow(state)
  }

  function follow({ stop, isHeld }: PassState): void {
    if (stop === 'cancel') signals.abort('the pass was cancelled')
    if (stop === 'drain') signals.drain('the pass was asked to end')
    unheld = isHeld ? 0 : unheld + 1
    if (unheld < 2) return
    orphanedAtMs ??= performance.now()
    signals.drain('its orchestrator is gone')
    if (performance.now() - orphanedAtMs > orphanGraceMs) signals.abort('its orchestrator is gone')
  }

  function schedule(): void {
    timer = setTimeout(() => {
      look()
        // The lock's own session says when the database is gone.
        .catch(() => undefined)
        .finally(() => {
          if (!isStopped) schedule()
        })
    }, intervalMs)
  }
  schedule()
  return {
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
    look: () => void look().catch(() => undefined),
  }
}
