import { reorderLists } from '../proxy/reorder-lists.js'
import { defineRule } from '../rule.js'
import { converge, requireHonest } from '../trial/converge.js'
import { firstImport } from '../trial/first-import.js'

const patienceMs = 5_000

/** Where a list isn't ordered as the vendor says, nothing is lost silently. */
export const orderingClaims = defineRule('ordering claims', async (lab) => {
  const trial = await lab.openHttp({ records: 60 })
  const { system, proxy } = trial
  const advice =
    'Do not stop at the first record that is old enough unless every one before it was newer: read on, or throw, when the order is not as claimed'
  const reorder = () => proxy.interfere(() => ({ change: reorderLists }))

  const known = await trial.addSource()
  await known.pass()
  for (let changes = 0; changes < 3; changes++) await system.change()
  const { rows } = await firstImport(lab, trial)
  const goal = {
    right: rows,
    advice,
    after: 'after an incremental pass that was answered with every list the other way round',
  }
  reorder()
  await requireHonest(lab, known, await known.pass({ patienceMs }), goal)
  await converge(lab, trial, known, goal)

  const fresh = await trial.addSource()
  const first = { ...goal, after: 'after a first import that was answered with every list the other way round' }
  reorder()
  await requireHonest(lab, fresh, await fresh.pass({ patienceMs }), first)
  await converge(lab, trial, fresh, first)
})
