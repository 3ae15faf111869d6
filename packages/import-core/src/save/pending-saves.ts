import { AsyncLocalStorage } from 'node:async_hooks'
import type { RunLog } from '../contract/execution-context.js'

/**
 * Saves that a script or a walk has begun. One that isn't awaited must end before what began it, or its rows would be refused; and
 * one that failed means that rows are missing, whether or not anybody has looked at it.
 */
export interface PendingSaves {
  /** Whether one is continuing, or has failed. */
  isOpen(): boolean
  /** @throws what the first of them threw that failed. */
  ended(): Promise<void>
}

/** Saves of a run. */
export interface RunSaves extends PendingSaves {
  /** Belongs to the walk that it is made in, else to the script. */
  add<Result>(saving: Promise<Result>): Promise<Result>
  /** @param name of the partition */
  ofWalk(name: string): WalkSaves
}

/** Saves of one walk. */
export interface WalkSaves extends PendingSaves {
  /** What is saved inside of `work` belongs to it. */
  during<Result>(work: () => Result): Result
}

/** The walk that a save is made in, and the run that it belongs to. */
interface CurrentWalk {
  run: Pick<RunSaves, 'add'>
  saves: Pick<RunSaves, 'add'>
}

// Shared by all runs; it holds no state itself. Up to Node 22, each promise in the process visits every storage ever used, so
// one storage per run would slow down a long-lived host.
// https://github.com/nodejs/node/blob/v20.x/lib/async_hooks.js
const walks = new AsyncLocalStorage<CurrentWalk>()

/** The saves of a run, told apart by the walk that they are made in. */
export function createPendingSaves(log: RunLog): RunSaves {
  const run = createSaves(log, 'The script')
  return {
    ...run,
    add<Result>(saving: Promise<Result>): Promise<Result> {
      const walk = walks.getStore()
      // A script may run another orchestrator inside a walk; its saves don't belong to the walk.
      return (walk?.run === run ? walk.saves : run).add(saving)
    },
    ofWalk(name: string): WalkSaves {
      const saves = createSaves(log, `The walk of ${name}`)
      return { ...saves, during: (work) => walks.run({ run, saves }, work) }
    },
  }
}

function createSaves(log: RunLog, whose: string) {
  const pending = new Set<Promise<unknown>>()
  let failure: { thrown: unknown } | undefined
  return {
    add<Result>(saving: Promise<Result>): Promise<Result> {
      pending.add(saving)
      saving.then(
        () => pending.delete(saving),
        (thrown: unknown) => {
          pending.delete(saving)
          failure ??= { thrown }
        },
      )
      return saving
    },
    isOpen: () => pending.size > 0 || failure !== undefined,
    async ended(): Promise<void> {
      if (pending.size > 0) log.warn(`${whose} ended before its rows were saved: \`save\` was not awaited.`)
      await Promise.allSettled(pending)
      if (failure) throw failure.thrown
    },
  }
}
