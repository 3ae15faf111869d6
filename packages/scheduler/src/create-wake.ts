/** Wakes a scheduler after rings: at once, but not sooner after the last pass than a look may follow another. */
export function createWake(runPass: () => Promise<void>, minimumLookMs: number) {
  let timer: NodeJS.Timeout | undefined
  let isRung = false
  let isRunning = false
  let isStopped = false
  let endedAt = Number.NEGATIVE_INFINITY
  const plan = () => {
    if (!isRung || isRunning || isStopped || timer) return
    const waitMs = Math.max(0, endedAt + minimumLookMs - performance.now())
    timer = setTimeout(() => {
      timer = undefined
      isRung = false
      void runPass()
    }, waitMs)
  }
  return {
    ring(): void {
      isRung = true
      plan()
    },
    passBegan(): void {
      isRunning = true
      clearTimeout(timer)
      timer = undefined
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
