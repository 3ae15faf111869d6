import { madeUpAnswer } from '../proxy/answer.js'
import type { ProxiedRequest } from '../proxy/proxied-request.js'
import { defineRule } from '../rule.js'
import { compareRows } from '../trial/compare-rows.js'
import { firstImport } from '../trial/first-import.js'

const patienceMs = 20_000
const statuses = [403, 404, 410]

/** A part that is refused, or whose feature is switched off, holds up nothing beside it. */
export const refusedPart = defineRule('refused part', async (lab) => {
  const trial = await lab.openHttp({ records: lab.pagedRecords })
  const { proxy, system } = trial
  const { addPartition } = system
  if (addPartition === undefined) return lab.skip('the outside system has no `addPartition`')
  const before = await firstImport(lab, trial)
  const known = new Set(proxy.requests().map(pathOf))
  await addPartition.call(system)
  await firstImport(lab, trial)
  const own = new Set(
    proxy
      .requests()
      .map(pathOf)
      .filter((path) => !known.has(path)),
  )
  if (own.size === 0) return lab.skip('a part of its own has no path of its own, by which it could be refused')
  for (const status of statuses) {
    const source = await trial.addSource()
    proxy.interfere((request) => (own.has(pathOf(request)) ? madeUpAnswer(status, '{"message":"No."}') : undefined))
    await source.pass({ patienceMs })
    const difference = compareRows(await source.rows(), before.rows, { mayHaveMore: true })
    if (difference !== undefined) {
      lab.fail(
        `while one part was answered ${status} for good, ${difference} of the others`,
        'Walk each part with `context.partitions`, so that one that can not be read ends alone',
      )
    }
  }
})

function pathOf({ path }: ProxiedRequest): string {
  return path.replace(/\?.*$/, '')
}
