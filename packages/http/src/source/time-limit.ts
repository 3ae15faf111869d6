import { longestTimerMs } from '../limits/time.js'

/** What ends work that takes too long. */
export interface TimeLimit {
  /** Aborts with a `TimeoutError` when the time is over, else with the given signal and its reason. */
  signal: AbortSignal
  /** Stops to count, for what waits for its turn. */
  pause(): void
  /** Starts to count again. */
  restart(): void
  /** Forgets the timer: the work has ended. */
  end(): void
}

/**
 * Begins to count. A timer of our own, for `AbortSignal.any` holds `AbortSignal.timeout` weakly: when memory is collected,
 * the time is never over. https://github.com/nodejs/node/issues/57736
 *
 * @param given aborts it earlier
 */
export function createTimeLimit(timeoutMs: number, given?: AbortSignal | null): TimeLimit {
  const controller = new AbortController()
  const follow = () => controller.abort(given?.reason)
  const late = () => controller.abort(new DOMException(`It took longer than ${timeoutMs} ms.`, 'TimeoutError'))
  const begin = () => setTimeout(late, Math.min(timeoutMs, longestTimerMs)).unref()
  let timer = begin()
  if (given?.aborted) follow()
  given?.addEventListener('abort', follow, { once: true })
  return {
    signal: controller.signal,
    pause: () => clearTimeout(timer),
    restart() {
      clearTimeout(timer)
      timer = begin()
    },
    end() {
      clearTimeout(timer)
      given?.removeEventListener('abort', follow)
    },
  }
}
