import { defineRule } from '../rule.js'
import { converge } from '../trial/converge.js'
import { firstImport } from '../trial/first-import.js'
import { spread } from '../trial/spread.js'

/** Positions that are tried; a long import is killed at some of its pages. */
const mostPositions = 10

/** An import whose process dies before or after any page ends, when it is repeated, in the rows of one that didn't. */
export const crashAtEveryPage = defineRule('crash at every page', async (lab) => {
  const trial = await lab.open({ records: lab.pagedRecords })
  const { rows, report } = await firstImport(lab, trial)
  const { steps } = report.record
  if (steps === 0) {
    lab.fail('the import neither saved nor made a checkpoint', 'Write rows with `save` or `checkpoint`')
  }
  for (const position of spread(2 * steps, mostPositions)) {
    const number = Math.ceil(position / 2)
    const phase = position % 2 === 1 ? 'before' : 'after'
    const source = await trial.addSource()
    await source.pass({
      onStep(step, die) {
        if (step.number === number && step.phase === phase) die()
      },
    })
    await converge(lab, trial, source, {
      after: `after a process that died ${phase} page ${number} of ${steps}`,
      advice:
        'Give rows and the position after them to the same checkpoint, resume at `partition.cursor` exactly, and remember nothing outside the database as done',
      right: rows,
    })
  }
})
