import { type Comparison, type CountResult, createLineCounter, type LineCounter } from './line-counter.js'
import type { RepositoryHandle } from './repository-handle.js'

/** Several counters that share the work. */
export interface LineCounters {
  count(comparisons: readonly Comparison[]): Promise<CountResult[]>
  stop(): Promise<void>
}

/** Neighbouring commits share trees and files, which git then has in memory: parts are kept whole. */
const comparisonsPerPart = 250

/** Creates counters that work side by side, `parallelism` at most. */
export function createLineCounters(repository: RepositoryHandle, parallelism: number): LineCounters {
  const counters = Array.from({ length: parallelism }, () => createLineCounter(repository))
  const idle = [...counters]
  const waiting: ((counter: LineCounter) => void)[] = []

  async function countPart(part: readonly Comparison[]): Promise<CountResult[]> {
    const counter = idle.pop() ?? (await new Promise<LineCounter>((resolve) => waiting.push(resolve)))
    try {
      return await counter.count(part)
    } finally {
      const next = waiting.shift()
      if (next) next(counter)
      else idle.push(counter)
    }
  }

  return {
    async count(comparisons) {
      const size = Math.max(1, Math.min(comparisonsPerPart, Math.ceil(comparisons.length / parallelism)))
      const parts: Promise<CountResult[]>[] = []
      for (let start = 0; start < comparisons.length; start += size) {
        parts.push(countPart(comparisons.slice(start, start + size)))
      }
      return (await Promise.all(parts)).flat()
    },
    async stop() {
      await Promise.all(counters.map((counter) => counter.stop()))
    },
  }
}
