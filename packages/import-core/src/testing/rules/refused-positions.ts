import { madeUpAnswer } from '../proxy/answer.js'
import type { Interfere } from '../proxy/proxied-request.js'
import { defineRule } from '../rule.js'
import { converge } from '../trial/converge.js'
import { firstImport } from '../trial/first-import.js'
import { interruptWalk } from '../trial/interrupt-walk.js'

const statuses = [410, 400, 404]

/** A position that the outside system refuses for ever is given up, and the walk begins anew. */
export const refusedPositions = defineRule('refused positions', async (lab) => {
  const trial = await lab.openHttp({ records: 250 })
  const { rows } = await firstImport(lab, trial)
  for (const status of statuses) {
    const source = await trial.addSource()
    const asked = await interruptWalk(lab, trial, source)
    let hasRefused = false
    let hasBegunAnew = false
    const refuse: Interfere = ({ key, number }) => {
      // Another pass asks for what comes before its walks again.
      if (number === 1) hasRefused = false
      hasBegunAnew ||= hasRefused && asked.has(key)
      if (hasBegunAnew || asked.has(key)) return undefined
      hasRefused = true
      return madeUpAnswer(status, '{"message":"This position is not known any more"}')
    }
    await converge(lab, trial, source, {
      after: `after a walk was interrupted whose stored position is answered ${status} from then on`,
      right: rows,
      advice:
        'Begin the walk anew where its stored position is refused: `partition.restart`, or `from` of the pages of an HTTP source, which does so',
      interfere: refuse,
    })
  }
})
