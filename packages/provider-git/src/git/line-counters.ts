import { createLineCounter, type LineCounter } from './line-counter.js'
import type { NumstatOptions } from './numstat.js'
import type { RepositoryHandle } from './repository-handle.js'

/** Creates counters that work side by side, `parallelism` at most: calls that find none idle wait their turn. */
export function createLineCounters(
  repository: RepositoryHandle,
  parallelism: number,
  options: NumstatOptions = {},
): LineCounter {
  const counters = Array.from({ length: parallelism }, () => createLineCounter(repository, options))
  const idle = [...counters]
  const waiting: ((counter: LineCounter) => void)[] = []

  return {
    async count(comparisons) {
      const counter = idle.pop() ?? (await new Promise<LineCounter>((resolve) => waiting.push(resolve)))
      try {
        return await counter.count(comparisons)
      } finally {
        const next = waiting.shift()
        if (next) next(counter)
        else idle.push(counter)
      }
    },
    async stop() {
      await Promise.all(counters.map((counter) => counter.stop()))
    },
  }
}
