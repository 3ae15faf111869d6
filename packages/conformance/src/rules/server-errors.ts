import { madeUpAnswer } from '../proxy/answer.js'
import { defineRule } from '../rule.js'
import { converge, requireHonest } from '../trial/converge.js'
import { firstImport } from '../trial/first-import.js'
import { spread } from '../trial/spread.js'

const positions = 3
const patienceMs = 5_000
const statuses = [500, 502, 503]

const advice =
  'Look at the status of every answer; repeat the request a few times or throw, so that the next pass tries again'

/** Whether a server fails once or for long: nothing is called complete that isn't. */
export const serverErrors = defineRule('server errors', async (lab) => {
  const trial = await lab.openHttp({ records: lab.pagedRecords })
  const { rows, requests } = await firstImport(lab, trial)
  const failed = (status: number) => madeUpAnswer(status, '{"message":"Something went wrong"}')
  const outage = Math.ceil(requests / 2)
  const tries = [
    ...spread(requests, positions).map((position, index) => {
      const status = statuses[index % statuses.length] ?? 500
      return {
        after: `after request ${position} of ${requests} was answered ${status}`,
        status,
        from: position,
        to: position,
      }
    }),
    {
      after: `while every request from the ${outage}. of ${requests} on was answered 503`,
      ...{ status: 503, from: outage, to: Number.POSITIVE_INFINITY },
    },
  ]
  for (const { after, status, from, to } of tries) {
    const source = await trial.addSource()
    trial.proxy.interfere(({ number }) => (number >= from && number <= to ? failed(status) : undefined))
    const report = await source.pass({ patienceMs })
    const goal = { after, right: rows, advice }
    await requireHonest(lab, source, report, goal)
    await converge(lab, trial, source, goal)
  }
})
