import { madeUpAnswer } from '../proxy/answer.js'
import type { Interfere } from '../proxy/proxied-request.js'
import { defineRule } from '../rule.js'
import { converge } from '../trial/converge.js'
import { firstImport } from '../trial/first-import.js'
import { interruptWalk } from '../trial/interrupt-walk.js'
import type { HttpTrial, Lab } from '../trial/lab.js'

const statuses = [410, 400, 404]

/** A position that the outside system refuses for ever is given up, and the walk begins anew. */
export const refusedPositions = defineRule('refused positions', async (lab) => {
  const trial = await lab.openHttp({ records: 250 })
  const { rows } = await firstImport(lab, trial)
  const positions = await requestsAtPositions(lab, trial)
  let hasRefusedAny = false
  for (const status of statuses) {
    const source = await trial.addSource()
    const asked = await interruptWalk(lab, trial, source)
    let hasRefused = false
    let hasBegunAnew = false
    const refuse: Interfere = ({ key, number }) => {
      // Another pass asks for what comes before its walks again.
      if (number === 1) hasRefused = false
      hasBegunAnew ||= hasRefused && asked.has(key)
      if (hasBegunAnew || asked.has(key) || !positions.has(key)) return undefined
      hasRefused = true
      hasRefusedAny = true
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
  if (!hasRefusedAny) lab.skip('no walk that goes on at a stored position asks what another one asked there')
})

/**
 * What is asked by an interrupted walk that goes on, and by nothing else: neither up to the interruption, nor before the
 * walks of a later pass. A walk that begins anew may ask otherwise than one that begins first, such as for fewer at once.
 */
async function requestsAtPositions(lab: Lab, trial: HttpTrial): Promise<ReadonlySet<string>> {
  const source = await trial.addSource()
  const others = await interruptWalk(lab, trial, source)
  trial.proxy.interfere()
  await source.pass()
  const resumed = keysOf(trial)
  trial.proxy.interfere()
  await source.pass()
  const ordinary = keysOf(trial)
  return new Set([...resumed].filter((key) => !others.has(key) && !ordinary.has(key)))
}

function keysOf({ proxy }: HttpTrial): ReadonlySet<string> {
  return new Set(proxy.requests().map(({ key }) => key))
}
