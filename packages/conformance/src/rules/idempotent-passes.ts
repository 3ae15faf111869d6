import { defineRule } from '../rule.js'
import { compareRows } from '../trial/compare-rows.js'
import { firstImport } from '../trial/first-import.js'
import { endOfPass, type Rows } from '../trial/rows.js'

const advice =
  'Map equal records to equal values: nothing from the present time but `context.endDate`, nothing random, lists in a fixed order; and write with `save` or `checkpoint`'

/** A second pass over an outside system that hasn't changed writes nothing, but notes of when it looked. */
export const idempotentPasses = defineRule('idempotent passes', async (lab) => {
  const trial = await lab.open({ records: 30 })
  const { rows: right } = await firstImport(lab, trial)
  const source = await trial.addSource()
  await source.pass()
  const before = await source.rows()
  const again = await source.pass()
  if (again.status !== 'completed') {
    lab.fail(`a second pass over an unchanged outside system was ${again.status} (${again.reasons})`, advice)
  }
  const after = await source.rows()
  const difference = compareRows(after, before) ?? compareRows(after, right)
  if (difference !== undefined) {
    lab.fail(`after a second pass over an unchanged outside system ${difference}`, advice)
  }
  const rewritten = rewrittenRows(before, after)
  if (rewritten.length > 0) {
    const some = rewritten.slice(0, 3).join(', ')
    lab.fail(
      `a second pass over an unchanged outside system wrote ${rewritten.length} equal rows again (${some})`,
      advice,
    )
  }
})

/** Rows that were written again without a reason; one that holds the end of a pass has one. */
function rewrittenRows(before: Rows, after: Rows): string[] {
  return [...after].flatMap(([table, rows]) =>
    [...rows].flatMap(([id, { version, content }]) => {
      const isNoted = Object.values(content).includes(endOfPass)
      return isNoted || before.get(table)?.get(id)?.version === version ? [] : [`${table} "${id.slice(0, 60)}"`]
    }),
  )
}
