import { defineRule } from '../rule.js'
import { compareRows } from '../trial/compare-rows.js'
import { firstImport } from '../trial/first-import.js'

/** A record that had not ended when it was read is read again when it has. */
export const unfinishedRecords = defineRule('unfinished records', async (lab) => {
  const trial = await lab.open({ records: 120 })
  const { system } = trial
  if (!system.begin || !system.finish) return lab.skip('the outside system has no `begin` and `finish`')
  await system.begin()
  const source = await trial.addSource()
  await source.pass()
  // Behind it come others, so that it is not among the newest.
  for (let change = 0; change < 3; change++) await system.change()
  await source.pass()
  await system.finish()
  const { rows } = await firstImport(lab, trial)
  const report = await source.pass()
  const difference = compareRows(await source.rows(), rows)
  if (report.status !== 'completed' || difference !== undefined) {
    lab.fail(
      `after a record ended that had not when it was read, a pass was ${report.status} and ${difference ?? report.reasons}`,
      'Remember what has not ended in the `state` (createUnfinished) and read it again; what is not known yet is null, not 0 and no end',
    )
  }
})
