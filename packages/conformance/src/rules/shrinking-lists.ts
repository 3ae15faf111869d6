import { defineRule } from '../rule.js'
import { converge } from '../trial/converge.js'
import { firstImport } from '../trial/first-import.js'

/** Records that go at once, after one of the requests. */
const removals = [1, 3]

/** Records that only go between two pages don't make others fall through the gap. */
export const shrinkingLists = defineRule('shrinking lists', async (lab) => {
  for (const count of removals) {
    const trial = await lab.open({ records: lab.pagedRecords })
    const { system, proxy } = trial
    const { remove } = system
    if (remove === undefined) return lab.skip('the outside system has no `remove`')
    let spells = 0
    // Each list is read in a few pages: one spell of removals falls between two of them.
    const shrink = async () => {
      if (spells++ > 3) return
      for (let index = 0; index < count; index++) await remove.call(system)
    }
    const source = await trial.addSource()
    proxy?.interfere(async ({ number }) => {
      if (number > 1) await shrink()
      return undefined
    })
    await source.pass({ onStep: ({ phase }) => (proxy === undefined && phase === 'before' ? shrink() : undefined) })
    proxy?.interfere()
    const { rows } = await firstImport(lab, trial)
    await converge(lab, trial, source, {
      after: `after a first import during which ${count === 1 ? 'a record was' : `${count} records were`} deleted after some of its requests`,
      right: rows,
      mayHaveMore: true,
      advice:
        'Where pages are counted, look whether the list has moved: by a total that fell, or the last record of the page before; or page by a key or a cursor',
    })
  }
})
