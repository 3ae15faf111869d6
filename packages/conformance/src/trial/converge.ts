import type { Interfere } from '../proxy/proxied-request.js'
import { compareRows } from './compare-rows.js'
import type { Lab } from './lab.js'
import type { Source, Trial } from './open-trial.js'
import type { Rows } from './rows.js'
import type { PassReport } from './run-watched.js'

const mostPasses = 5

/** What must come of a disturbed import. */
export interface Convergence {
  /** What happened before, for the message: `after a crash at step 3`. */
  after: string
  /** What to do if rows are missing. */
  advice: string
  /** Rows of a fresh import of the same outside system. */
  right: Rows
  /** Rows of deleted records may stay. Default: false. */
  mayHaveMore?: boolean
  /** What happens during these passes, in each of which requests are counted from 1. Default: nothing. */
  interfere?: Interfere
  /** Called before each of these passes. */
  beforePass?(): Promise<void>
}

/**
 * Passes without a fault must end in the rows that a first import has; a pass that says that it completed must have them.
 * @returns the first pass.
 */
export async function converge(lab: Lab, trial: Trial, source: Source, goal: Convergence): Promise<PassReport> {
  let first: PassReport | undefined
  for (let number = 1; ; number++) {
    await goal.beforePass?.()
    trial.proxy?.interfere(goal.interfere)
    const report = await source.pass()
    first ??= report
    if (report.status === 'completed') {
      await requireRows(lab, source, goal)
      return first
    }
    if (number === mostPasses) {
      lab.fail(
        `${goal.after}, ${mostPasses} passes${goal.interfere ? '' : ' without a fault'} did not complete (${report.reasons})`,
        goal.advice,
      )
    }
  }
}

/** A pass may fail under a fault, but one that says COMPLETED must have everything. */
export async function requireHonest(lab: Lab, source: Source, report: PassReport, goal: Convergence): Promise<void> {
  if (report.status === 'completed') await requireRows(lab, source, goal)
}

async function requireRows(lab: Lab, source: Source, goal: Convergence): Promise<void> {
  const difference = compareRows(await source.rows(), goal.right, goal)
  if (difference !== undefined) {
    lab.fail(`${goal.after}, a pass was COMPLETED although ${difference}`, goal.advice)
  }
}
