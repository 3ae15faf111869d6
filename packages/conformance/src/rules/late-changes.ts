import { defineRule } from '../rule.js'
import { compareRows } from '../trial/compare-rows.js'
import { firstImport } from '../trial/first-import.js'

const changes = 3

/** What changes after it was imported is imported again, however old the record is: a list by creation doesn't show it. */
export const lateChanges = defineRule('late changes', async (lab) => {
  const trial = await lab.open({ records: lab.pagedRecords })
  const source = await trial.addSource()
  await source.pass()
  for (let change = 0; change < changes; change++) await trial.system.change()
  const { rows } = await firstImport(lab, trial)
  const report = await source.pass()
  if (report.status !== 'completed') {
    lab.fail(`a pass after some changes was ${report.status} (${report.reasons})`, 'Make a plain import work first')
  }
  const difference = compareRows(await source.rows(), rows)
  if (difference !== undefined) {
    lab.fail(
      `a pass was COMPLETED although ${difference}, which changed after the pass before`,
      'Ask for what has changed since, or read by the last change: a list in the order of creation can not end at the first record that is known',
    )
  }
})
