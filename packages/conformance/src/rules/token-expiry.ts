import { madeUpAnswer } from '../proxy/answer.js'
import { defineRule } from '../rule.js'
import { converge } from '../trial/converge.js'
import { firstImport } from '../trial/first-import.js'

/** Requests that may be under way, or that parts walked side by side may each send. */
const mostAfterwards = 16
const refusal = madeUpAnswer(401, '{"message":"Unauthorized"}', { 'www-authenticate': 'Bearer' })
const saysSo = /\b401\b|unauthori[sz]ed|unauthenticated|authenticat|credential|token|password|api key|sign in|log in/i

/** A token that expires in mid-import ends the run, with a message that says so; the next pass recovers. */
export const tokenExpiry = defineRule('token expiry', async (lab) => {
  const trial = await lab.openHttp({ records: lab.pagedRecords })
  const { rows, requests } = await firstImport(lab, trial)
  for (const position of new Set([1, Math.ceil(requests / 2), requests])) {
    const source = await trial.addSource()
    const tooMany = new AbortController()
    let isRefused = false
    trial.proxy.interfere(({ number }) => {
      if (number > position + mostAfterwards) tooMany.abort()
      if (number < position) return undefined
      isRefused = true
      return refusal
    })
    const report = await source.pass({ signal: tooMany.signal })
    // What scripts ask for together may be one request less than in the import that was counted.
    if (!isRefused) continue
    const after = `after the credentials were refused (401) from request ${position} of ${requests} on`
    if (report.status === 'completed') {
      lab.fail(`${after}, the pass was COMPLETED`, 'Throw a ConfigurationError when an answer is 401')
    }
    if (tooMany.signal.aborted) {
      lab.fail(
        `${after}, more than ${mostAfterwards} requests were sent`,
        'Do not repeat a request that was answered 401, and remember for the pass (`context.shared`) that the credentials are refused',
      )
    }
    if (!saysSo.test(report.reasons)) {
      lab.fail(`${after}, the run says: ${report.reasons}`, 'Say in the message that the credentials are refused (401)')
    }
    await converge(lab, trial, source, {
      after: `${after}, and accepted again`,
      right: rows,
      advice: 'Keep no sign of the refusal beyond the pass',
    })
  }
})
