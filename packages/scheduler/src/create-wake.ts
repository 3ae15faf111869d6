/**
 * What a woken pass came to. `waits`: what rang isn't done, because it may not be looked at yet or a look failed. `busy`: another
 * process holds the lock.
 */
export type WakeOutcome = 'done' | 'waits' | 'busy'

/**
 * Waits before further passes, in milliseconds. The last one is longer than the quarter of an hour that a ring for something
 * unknown may have to wait.
 */
const waitsMs = [60_000, 120_000, 240_000, 480_000, 960_000] as const

/**
 * Wakes a scheduler after rings: at once, but not sooner after the last pass than a look may follow another. What a woken pass leaves
 * has it woken again, less and less often; then the schedule has to do.
 */
export function createWake(runPass: () => Promise<WakeOutcome>, minimumLookMs: number) {
  let timer: NodeJS.Timeout | undefined
  let isRung = false
  let isRunning = false
  let isStopped = false
  let endedAt = Number.NEGATIVE_INFINITY
  /** Which wait comes next for what an earlier ring left; undefined: none. */
  let step: number | undefined
  const plan = () => {
    clearTimeout(timer)
    if (isRunning || isStopped) return
    const againMs = step === undefined ? undefined : waitsMs[step]
    const waitMs = isRung ? minimumLookMs : againMs && Math.max(minimumLookMs, againMs)
    if (waitMs === undefined) return
    timer = setTimeout(() => void wake(), Math.max(0, endedAt + waitMs - performance.now()))
  }
  const wake = async () => {
    const last = waitsMs.length - 1
    const next = isRung || step === undefined ? 0 : step + 1
    isRung = false
    step = undefined
    const outcome = await runPass()
    // Even after a pass that did what it could, something unknown may still wait for its time: one last look.
    if (outcome === 'done') step = next <= last ? last : undefined
    else step = outcome === 'busy' ? Math.min(next, last) : next
    plan()
  }
  return {
    ring(): void {
      isRung = true
      plan()
    },
    passBegan(): void {
      isRunning = true
      clearTimeout(timer)
    },
    passEnded(): void {
      isRunning = false
      endedAt = performance.now()
      plan()
    },
    stop(): void {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
