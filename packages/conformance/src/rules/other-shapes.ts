import { type Answer, jsonOf, madeUpAnswer } from '../proxy/answer.js'
import type { Interference } from '../proxy/proxied-request.js'
import { defineRule } from '../rule.js'
import { converge, requireHonest } from '../trial/converge.js'
import { firstImport } from '../trial/first-import.js'
import { spread } from '../trial/spread.js'

const positions = 3
const patienceMs = 5_000
const shapes = ['{}', '{"error":"Something went wrong"}', 'null', '[]']

const advice =
  'Look whether the body is what it should be before continuing: throw where the list is not in it, and never take what is missing for an empty list (`?? []`)'

/** An answer of status 200 that is JSON, but not what was asked for, is never taken for an empty one. */
export const otherShapes = defineRule('other shapes', async (lab) => {
  const trial = await lab.openHttp({ records: lab.pagedRecords })
  const { rows, requests } = await firstImport(lab, trial)
  const tries = spread(requests, positions).flatMap((position, index) =>
    [0, 1 + (index % (shapes.length - 1))].map((at) => {
      const shape = shapes[at] ?? '{}'
      return {
        after: `after request ${position} of ${requests} was answered 200 with ${shape}`,
        interfere: (number: number) => (number === position ? answerWith(shape) : undefined),
      }
    }),
  )
  const portal = {
    after: `while every request was answered 200 with {}`,
    interfere: () => answerWith('{}'),
  }
  for (const { after, interfere } of [...tries, portal]) {
    const source = await trial.addSource()
    trial.proxy.interfere(({ number }) => interfere(number))
    const report = await source.pass({ patienceMs })
    await requireHonest(lab, source, report, { after, right: rows, advice })
    await converge(lab, trial, source, { after, right: rows, advice })
  }
})

function answerWith(shape: string): Interference {
  return { change: (answer) => reshaped(answer, shape) }
}

/** An empty list in place of a list may be true, and what isn't JSON has no shape: both stay as they are. */
function reshaped(answer: Answer, shape: string): Answer {
  const json = jsonOf(answer)
  if (json === undefined || (shape === '[]' && Array.isArray(json))) return answer
  return madeUpAnswer(200, shape)
}
