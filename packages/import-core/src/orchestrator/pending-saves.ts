import type { RunLog } from '../contract/execution-context.js'

/** Saves that have begun: a script that doesn't await one must not end before it, or its rows would be refused. */
export function createPendingSaves(log: RunLog) {
  const pending = new Set<Promise<unknown>>()
  return {
    add<Result>(saving: Promise<Result>): Promise<Result> {
      pending.add(saving)
      const forget = () => pending.delete(saving)
      saving.then(forget, forget)
      return saving
    },
    /** @throws what one of them threw, when the script has ended. */
    async ended(): Promise<void> {
      if (pending.size > 0) log.warn('The script ended before its rows were saved: `save` was not awaited.')
      await Promise.all(pending)
    },
  }
}
