import { defineRule } from '../rule.js'
import { compareCounts, compareRows } from '../trial/compare-rows.js'
import { firstImport } from '../trial/first-import.js'

/** More than a page of most vendors. */
const children = 130

/** What belongs to one record is read to its end, on however many pages it comes, in a first import and later. */
export const nestedLists = defineRule('nested lists', async (lab) => {
  const trial = await lab.open({ records: 10 })
  const { system } = trial
  if (!system.addChildren) return lab.skip('the outside system has no `addChildren`')
  const source = await trial.addSource()
  await source.pass()
  await system.addChildren(children)
  const advice = 'Read the further pages of the lists inside of records too'
  const fresh = await trial.addSource()
  const report = await fresh.pass()
  const missing = compareCounts(await fresh.rows(), await system.expected())
  if (report.status === 'completed' && missing !== undefined) {
    lab.fail(
      `a first import of a record with ${children} of what belongs to it was COMPLETED although ${missing}`,
      advice,
    )
  }
  const { rows } = await firstImport(lab, trial)
  const later = await source.pass()
  const difference = compareRows(await source.rows(), rows)
  if (later.status === 'completed' && difference !== undefined) {
    lab.fail(
      `after a record got ${children} of what belongs to it, a pass was COMPLETED although ${difference}`,
      advice,
    )
  }
})
