import { defineRule } from '../rule.js'
import { firstImport } from '../trial/first-import.js'
import { rowsGiven, type WriteRecord } from '../trial/pass-record.js'

const hourMs = 3_600_000
/** Requests that tell nothing: one page of each list. */
const fewRequestsPerScript = 2

/** A pass over an unchanged outside system asks for less than a first import, and gives nothing from before its window. */
export const importWindow = defineRule('import window', async (lab) => {
  const trial = await lab.open({ records: 4 * lab.pagedRecords })
  const { requests } = await firstImport(lab, trial)
  const source = await trial.addSource()
  await source.pass()
  trial.proxy?.interfere()
  const again = await source.pass()
  const advice =
    'Ask for what has changed since `partition.startDate` (less an overlap), and stop where older records begin'
  const asked = trial.proxy?.requests().filter(({ status }) => status !== 304).length ?? 0
  if (requests > fewRequestsPerScript * lab.provider.scripts.length && asked >= requests) {
    lab.fail(`a pass over an unchanged outside system sent ${asked} requests, and a first import ${requests}`, advice)
  }
  const outside = rowsOutside(again.record.writes, lab.options.windowOf ?? {}, lab.options.overlapMs ?? hourMs)
  if (outside !== undefined) {
    const of = `${outside.count} of ${rowsGiven(again.record, outside.table)} rows of ${outside.table}`
    lab.fail(`a pass over an unchanged outside system gave ${of} whose ${outside.field} is before its window`, advice)
  }
})

/** Rows that no honest pass gives: unchanged, and from before the watermark less the overlap. */
function rowsOutside(writes: readonly WriteRecord[], windowOf: Readonly<Record<string, string>>, overlapMs: number) {
  for (const [table, field] of Object.entries(windowOf)) {
    const own = writes.filter((write) => write.table.name === table)
    const count = own.reduce((sum, { rows, startDate }) => {
      const isOutside = (row: Readonly<Record<string, unknown>>) => {
        const at = row[field]
        return at instanceof Date && at.getTime() < startDate.getTime() - overlapMs
      }
      return sum + rows.filter(isOutside).length
    }, 0)
    if (count > 0) return { table, field, count }
  }
  return undefined
}
