import { defineRule } from '../rule.js'
import { compareCounts } from '../trial/compare-rows.js'

/** Each adds a record and changes another, so that more than a full page of most vendors is of a few instants. */
const changes = 60

const advice =
  'Read every page. Where the next one is found by a time, records of the same instant are on both sides of it: let the key hold something unique too (`updated_at` and the number). Or correct `expected`, which counts the rows of a complete import'

/** A first import of several full pages, with records of the same instant among them, brings every record. */
export const completeFirstImport = defineRule('complete first import', async (lab) => {
  const trial = await lab.open({ records: lab.pagedRecords })
  for (let change = 0; change < changes; change++) await trial.system.change()
  const source = await trial.addSource()
  const report = await source.pass()
  if (report.status !== 'completed') {
    lab.fail(
      `a first import was ${report.status} (${report.reasons})`,
      'Make a plain import work before the other rules',
    )
  }
  const difference = compareCounts(await source.rows(), await trial.system.expected())
  if (difference !== undefined) lab.fail(`a first import was COMPLETED although ${difference}`, advice)
})
