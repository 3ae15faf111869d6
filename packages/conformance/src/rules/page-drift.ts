import { defineRule } from '../rule.js'
import { converge } from '../trial/converge.js'
import { firstImport } from '../trial/first-import.js'

/** Enough to move every page of a short list. */
const mostChanges = 12

/** Records that come, change and go between two pages don't make others fall through the gap. */
export const pageDrift = defineRule('page drift', async (lab) => {
  const trial = await lab.open({ records: lab.pagedRecords })
  const { system, proxy } = trial
  let changes = 0
  const drift = async () => {
    if (changes >= mostChanges) return
    changes += 1
    await system.change()
    await system.remove?.()
  }
  const source = await trial.addSource()
  // Between two requests; where there are none that the kit sees, between two pages.
  proxy?.interfere(async ({ number }) => {
    if (number > 1) await drift()
    return undefined
  })
  await source.pass({ onStep: ({ phase }) => (proxy === undefined && phase === 'before' ? drift() : undefined) })
  proxy?.interfere()
  const { rows } = await firstImport(lab, trial)
  await converge(lab, trial, source, {
    after: `after a first import during which ${changes} records were added, changed${system.remove ? ' and removed' : ''} between its requests`,
    right: rows,
    mayHaveMore: system.remove !== undefined,
    advice:
      "Page by the vendor's cursor or by the last record (keyset), not by number and offset; or start over when a list has become shorter",
  })
  // What is added moves records to later pages, where they are read twice; only what goes makes one slip by.
  if (system.remove === undefined) {
    lab.skip('the outside system has no `remove`: additions and changes were tried, and nothing was missing')
  }
})
