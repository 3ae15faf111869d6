import { defineRule } from '../rule.js'
import { compareCounts } from '../trial/compare-rows.js'

/** Records beyond what one list gives. */
const beyond = 50

/** More records than the vendor gives of one list are read in parts, or the import says that it is not whole. */
export const cappedLists = defineRule('capped lists', async (lab) => {
  const { mostResults } = (await lab.open({ records: 1 })).system
  if (mostResults === undefined) return lab.skip('the outside system names no `mostResults`')
  const trial = await lab.open({ records: mostResults + beyond })
  const source = await trial.addSource()
  const report = await source.pass()
  const difference = compareCounts(await source.rows(), await trial.system.expected())
  if (report.status === 'completed' && difference !== undefined) {
    lab.fail(
      `of more records than the vendor gives of one list, an import was COMPLETED although ${difference}`,
      'Read such a list in parts (cappedWindows), or say the cap (`maximumTotal` of its paging), which then fails',
    )
  }
})
