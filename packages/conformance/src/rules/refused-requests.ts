import { madeUpAnswer } from '../proxy/answer.js'
import { defineRule } from '../rule.js'
import { converge, requireHonest } from '../trial/converge.js'
import { firstImport } from '../trial/first-import.js'
import { spread } from '../trial/spread.js'

const positions = 3
const patienceMs = 5_000

const refusals: readonly [what: string, status: number, body: string][] = [
  ['404', 404, '{"message":"Not Found"}'],
  ['403', 403, '{"message":"Forbidden"}'],
  [
    '403 by a secondary limit',
    403,
    '{"message":"You have exceeded a secondary rate limit. Please wait a few minutes."}',
  ],
]

/** A list, a count or a probe that is refused in the middle of an import is not taken for an empty one. */
export const refusedRequests = defineRule('refused requests', async (lab) => {
  const trial = await lab.openHttp({ records: lab.pagedRecords })
  const { rows, requests } = await firstImport(lab, trial)
  const advice =
    'Take a refusal for what it is: nobody knows then whether there is something. Throw, or say `unavailable` of the partition'
  const tries = spread(requests, positions).flatMap((position) => refusals.map((refusal) => ({ position, refusal })))
  for (const { position, refusal } of tries) {
    const [what, status, body] = refusal
    const source = await trial.addSource()
    trial.proxy.interfere(({ number }) => (number === position ? madeUpAnswer(status, body) : undefined))
    const report = await source.pass({ patienceMs })
    const goal = { after: `after request ${position} of ${requests} was answered ${what}`, right: rows, advice }
    await requireHonest(lab, source, report, goal)
    await converge(lab, trial, source, goal)
  }
})
