import { type Answer, jsonOf, madeUpAnswer, withBody } from '../proxy/answer.js'
import type { Interference } from '../proxy/proxied-request.js'
import { defineRule } from '../rule.js'
import { converge, requireHonest } from '../trial/converge.js'
import { firstImport } from '../trial/first-import.js'
import { spread } from '../trial/spread.js'

const positions = 3
const patienceMs = 5_000

const page = '<!doctype html><title>Sign in</title><p>Please sign in to continue.</p>'
const html = (): Answer => madeUpAnswer(200, page)
/** Half of a text that isn't JSON may be a whole one. */
const half = (answer: Answer): Answer =>
  jsonOf(answer) === undefined ? answer : withBody(answer, answer.body.subarray(0, Math.floor(answer.body.length / 2)))

const faults: readonly [what: string, fault: () => Interference][] = [
  ['was answered with half of its JSON', () => ({ change: half })],
  ['was answered with a page of HTML and status 200', html],
  ['lost its connection in the middle of the answer', () => 'break'],
]

/** An answer that is no whole answer is never taken for one. */
export const brokenAnswers = defineRule('broken answers', async (lab) => {
  const trial = await lab.openHttp({ records: lab.pagedRecords })
  const { rows, requests } = await firstImport(lab, trial)
  const tries = faults.flatMap(([what, fault]) =>
    spread(requests, positions).map((position) => ({
      after: `after request ${position} of ${requests} ${what}`,
      interfere: (number: number) => (number === position ? fault() : undefined),
    })),
  )
  const portal = { after: 'while every request was answered with a page of HTML and status 200', interfere: html }
  for (const { after, interfere } of [...tries, portal]) {
    const source = await trial.addSource()
    trial.proxy.interfere(({ number }) => interfere(number))
    const report = await source.pass({ patienceMs })
    const advice = 'Read the body whole and as JSON, look whether it holds the list that it should, and throw if not'
    await requireHonest(lab, source, report, { after, right: rows, advice })
    await converge(lab, trial, source, { after, right: rows, advice })
  }
})
