/** Milliseconds that one run may take where neither its script nor the host says otherwise. */
export const defaultScriptTimeoutMs = 6 * 60 * 60_000

/** Least milliseconds between two looks because somebody rang, where the host doesn't say otherwise. */
export const defaultMinimumLookMs = 60_000

/** How long an aborted script may take to end before the pass continues without it. */
export const abortGraceMs = 2_000

/** How long the bookkeeping of a pass that is out of time may take before the pass returns without it. */
const bookkeepingGraceMs = 5_000

/** How long scripts may take to come to their next checkpoint once the time budget is used up: a tenth of it, 1 to 10 s. */
export function drainGraceMs(timeBudgetMs: number): number {
  return Math.min(Math.max(timeBudgetMs / 10, 1_000), 10_000)
}

/** When a pass with this budget returns, whatever still hangs. */
export function latestEndMs(timeBudgetMs: number): number {
  return timeBudgetMs + drainGraceMs(timeBudgetMs) + abortGraceMs + bookkeepingGraceMs
}

/** The longest that a timer of Node can wait; a longer one would fire at once. */
const longestTimerMs = 2 ** 31 - 1

/** Calls back after some time, however long it is: never where it is infinite. @returns what forgets it. */
export function startTimer(afterMs: number, callBack: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const wait = (leftMs: number) => {
    if (leftMs === Number.POSITIVE_INFINITY) return
    const nextMs = Math.min(Math.max(leftMs, 0), longestTimerMs)
    timer = setTimeout(() => (leftMs > nextMs ? wait(leftMs - nextMs) : callBack()), nextMs)
  }
  wait(afterMs)
  return () => clearTimeout(timer)
}
