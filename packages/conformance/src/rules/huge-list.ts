import { defineRule } from '../rule.js'
import { converge } from '../trial/converge.js'
import { firstImport } from '../trial/first-import.js'
import { type PassRecord, rowsGiven } from '../trial/pass-record.js'

const defaultRecords = 5_000
/** Of the rows of the largest table, those that one page may hold. */
const largestShare = 0.5
/** Of the rows of a whole import, those that may be given again after a crash in its middle. */
const largestRepeat = 0.75

const advice = 'Save page by page: a checkpoint with its cursor for each page of the outside system'

/** A long list is saved page by page, and a crash in its middle doesn't start it over. */
export const hugeList = defineRule('huge list', async (lab) => {
  const trial = await lab.open({ records: lab.options.hugeRecords ?? defaultRecords })
  const { rows, report } = await firstImport(lab, trial)
  const counts = [...rows].map(([table, { size }]) => ({ table, size })).sort((a, b) => b.size - a.size)
  const [largest] = counts
  if (largest === undefined || largest.size === 0) return lab.fail('the import made no row', advice)
  const pages = report.record.writes.filter(({ table }) => table.name === largest.table)
  const page = Math.max(0, ...pages.map((write) => write.rows.length))
  if (page > largestShare * largest.size) {
    lab.fail(`${page} of ${largest.size} rows of ${largest.table} were held in memory and saved at once`, advice)
  }

  const source = await trial.addSource()
  const whole = rowsGiven(report.record, largest.table)
  let stored = 0
  const crashed = await source.pass({
    onStep({ phase, writes }, die) {
      if (phase === 'before') return
      for (const { table, rows: page } of writes) if (table.name === largest.table) stored += page.length
      if (stored >= whole / 2) die()
    },
  })
  const again = await converge(lab, trial, source, {
    after: 'after a crash in the middle of a long list',
    advice,
    right: rows,
  })
  const repeated = rowsGiven(resumedPart(again.record, crashed.record), largest.table)
  if (repeated > largestRepeat * whole) {
    lab.fail(
      `after a crash in the middle of a long list ${repeated} of ${whole} rows of ${largest.table} were given again`,
      `${advice}, and begin at \`partition.cursor\``,
    )
  }
})

/** What belongs to the window that the crash cut short, not to the one that came after it. */
function resumedPart(record: PassRecord, crashed: PassRecord): Pick<PassRecord, 'writes'> {
  const begin = Math.min(...crashed.writes.map(({ startDate }) => startDate.getTime()))
  const middle = (begin + Date.now()) / 2
  return { writes: record.writes.filter(({ startDate }) => startDate.getTime() < middle) }
}
