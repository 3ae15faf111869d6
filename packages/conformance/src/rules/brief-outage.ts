import { madeUpAnswer } from '../proxy/answer.js'
import { defineRule } from '../rule.js'
import { converge } from '../trial/converge.js'
import { firstImport } from '../trial/first-import.js'

/** A few repeats with growing pauses fit in; the reset of a limit doesn't. */
const patienceMs = 20_000

/** One bad gateway costs seconds: a proxy's page says nothing of limits. */
export const briefOutage = defineRule('brief outage', async (lab) => {
  const trial = await lab.openHttp({ records: lab.pagedRecords })
  const { rows, requests } = await firstImport(lab, trial)
  const source = await trial.addSource()
  const middle = Math.ceil(requests / 2)
  trial.proxy.interfere(({ number }) =>
    number === middle ? madeUpAnswer(502, '<html><body><h1>502 Bad Gateway</h1></body></html>') : undefined,
  )
  const report = await source.pass({ patienceMs })
  const after = `after request ${middle} of ${requests} was answered 502 once`
  if (report.status === 'cancelled' || report.unended.length > 0) {
    lab.fail(
      `${after} a pass had not ended within ${patienceMs / 1_000} s`,
      'Repeat after a second or two; wait for a limit only where an answer speaks of one',
    )
  }
  await converge(lab, trial, source, { after, right: rows, advice: 'Ask again, or throw so that the next pass does' })
})
