import { defineRule } from '../rule.js'
import { compareCounts } from '../trial/compare-rows.js'

/** Nothing to import is no error. */
export const emptySource = defineRule('empty source', async (lab) => {
  const trial = await lab.open({ records: 0 })
  const source = await trial.addSource()
  for (const which of ['first', 'second']) {
    const report = await source.pass()
    if (report.status !== 'completed') {
      lab.fail(
        `a ${which} pass over an empty outside system was ${report.status} (${report.reasons})`,
        'Take an empty list as complete, and a part without content as done or skipped with a reason',
      )
    }
    const difference = compareCounts(await source.rows(), await trial.system.expected())
    if (difference !== undefined) {
      lab.fail(`after a ${which} pass over an empty outside system ${difference}`, 'Make rows of records only')
    }
  }
})
