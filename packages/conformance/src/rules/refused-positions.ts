import { isAnyPositionStored } from '../database/is-any-position-stored.js'
import { madeUpAnswer } from '../proxy/answer.js'
import type { Interfere } from '../proxy/proxied-request.js'
import { defineRule } from '../rule.js'
import { converge } from '../trial/converge.js'
import { firstImport } from '../trial/first-import.js'
import { interruptWalk } from '../trial/interrupt-walk.js'
import type { HttpTrial } from '../trial/lab.js'

const statuses = [410, 400, 404]

/** If the outside system keeps refusing a stored position, the walk drops it and starts over. */
export const refusedPositions = defineRule('refused positions', async (lab) => {
  const trial = await lab.openHttp({ records: lab.pagedRecords })
  const { rows, source: whole } = await firstImport(lab, trial)
  const first = keysOf(trial)
  trial.proxy.interfere()
  await whole.pass()
  // A later pass may ask otherwise for what comes before its walks, such as for fewer at once: that is no position.
  const ordinary = [...keysOf(trial)].filter((key) => !first.has(key))
  for (const status of statuses) {
    const source = await trial.addSource()
    const asked = new Set([...(await interruptWalk(lab, trial, source)), ...ordinary])
    let hasRefused = false
    let hasBegunAnew = false
    let hasPositions = true
    const refuse: Interfere = ({ key, number }) => {
      // Another pass asks for what comes before its walks again.
      if (number === 1) hasRefused = false
      hasBegunAnew ||= hasRefused && asked.has(key)
      if (!hasPositions || hasBegunAnew || asked.has(key)) return undefined
      hasRefused = true
      return madeUpAnswer(status, '{"message":"This position is not known any more"}')
    }
    await converge(lab, trial, source, {
      after: `after a walk was interrupted whose stored position is answered ${status} from then on`,
      right: rows,
      advice:
        'Start the walk over where its stored position is refused: `partition.restart`, or `from` of the pages of an HTTP source, which does so',
      interfere: refuse,
      // A walk that starts over may send requests that no walk sent before, such as for fewer items at once. Without a
      // stored position, none of them is at one.
      async beforePass() {
        hasPositions = await isAnyPositionStored(trial.db, source.id)
      },
    })
  }
})

function keysOf({ proxy }: HttpTrial): ReadonlySet<string> {
  return new Set(proxy.requests().map(({ key }) => key))
}
