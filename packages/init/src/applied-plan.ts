import type { Edit } from './edit.js'
import { changeLines, changeTitle } from './next-steps.js'
import type { Plan } from './plan.js'

/**
 * A plan whose edits were made.
 *
 * @param left those that were not
 */
export function appliedPlan(plan: Plan, left: readonly Edit[]): Plan {
  const steps = plan.steps.flatMap((step) => {
    if (step.title !== changeTitle) return [step]
    return left.length > 0 ? [{ ...step, lines: changeLines(left) }] : []
  })
  return { ...plan, edits: left, steps, notes: plan.notes.filter((note) => !note.includes('--apply')) }
}
