import { setTimeout as sleep } from 'node:timers/promises'
import { defineRule } from '../rule.js'
import { converge } from '../trial/converge.js'
import { firstImport } from '../trial/first-import.js'

/** How long the requests in flight are held after the abort: what comes later was sent in spite of it. */
const holdMs = 300

const advice =
  'Give `context.signal` (in a walk `partition.signal`) to whatever waits: fetch, timers, child processes; and look at it between requests'

/** A pass that is aborted in mid-import ends within the request in flight, as CANCELLED, and the next one continues. */
export const stopsWhenAsked = defineRule('stops when asked', async (lab) => {
  const trial = await lab.open({ records: lab.pagedRecords })
  const { proxy } = trial
  const { rows, requests, report: first } = await firstImport(lab, trial)
  const source = await trial.addSource()
  const stop = new AbortController()
  const middle = Math.ceil((requests > 0 ? requests : first.record.steps) / 2)
  let releasedAt = Number.POSITIVE_INFINITY
  proxy?.interfere(async ({ number }) => {
    if (number === middle) stop.abort()
    if (stop.signal.aborted) await sleep(holdMs)
    if (number === middle) releasedAt = performance.now()
    return undefined
  })
  const report = await source.pass({
    signal: stop.signal,
    onStep({ number }) {
      if (proxy === undefined && number === middle) stop.abort()
    },
  })
  if (report.unended.length > 0) {
    lab.fail(`${report.unended.join(', ')} continued 2 seconds after the pass was aborted`, advice)
  }
  // Whoever ignores the abort asks again once the answer is there.
  if (proxy) await sleep(2 * holdMs)
  const late = (proxy?.requests() ?? []).filter(({ arrivedAt }) => arrivedAt > releasedAt)
  if (late.length > 0) {
    lab.fail(`after the pass was aborted at request ${middle} of ${requests}, ${late.length} more were sent`, advice)
  }
  if (report.status !== 'cancelled' && report.status !== 'completed') {
    lab.fail(`a pass that was aborted in its middle was ${report.status} (${report.reasons})`, advice)
  }
  await converge(lab, trial, source, { after: 'after a pass that was aborted in its middle', right: rows, advice })
})
