import { defineRule } from '../rule.js'
import { converge } from '../trial/converge.js'
import { firstImport } from '../trial/first-import.js'

/** A part that appears later, with records older than the last pass, is imported whole. */
export const latePartition = defineRule('late partition', async (lab) => {
  const trial = await lab.open({ records: 10 })
  const { addPartition } = trial.system
  if (addPartition === undefined) return lab.skip('the outside system has no `addPartition`')
  const source = await trial.addSource()
  await source.pass()
  await addPartition.call(trial.system)
  const { rows } = await firstImport(lab, trial)
  await converge(lab, trial, source, {
    after: 'after a part was added whose records are older than the last pass',
    advice:
      'Give each part a watermark of its own: walk it with `context.partitions`, from `partition.startDate`, not from `context.startDate`',
    right: rows,
  })
})
