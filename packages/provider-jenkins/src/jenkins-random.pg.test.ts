import { populate, randomChange } from '@data-import/fake-jenkins'
import { randomRuns, randomTimeoutMs } from '@data-import/test-kit'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { allCompleted, statusesOf, useJenkinsImports } from './testing/jenkins-imports.fixture.js'

const imports = useJenkinsImports()
const runs = randomRuns(2, 71)

const round = fc.record({
  /** Changes between two passes. */
  changes: fc.integer({ min: 0, max: 8 }),
  /** Requests of a first pass at which something changes while it runs; that pass need not see it. */
  changesDuring: fc.array(fc.integer({ min: 1, max: 25 }), { maxLength: 3 }),
  hours: fc.constantFrom(0, 0.01, 1, 400),
})

it(
  'whatever changes, and whenever, the next pass makes the rows equal the truth',
  async () => {
    let interleavings = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(round, { minLength: 4, maxLength: 4 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        async (rounds, seed) => {
          await imports.restart({ seed })
          const jenkins = imports.jenkins()
          populate(jenkins, { jobs: 3, buildsOfLargest: 120 })
          const source = await imports.addSource()
          const done: string[] = []
          for (const { changes, changesDuring, hours } of rounds) {
            interleavings++
            imports.later(hours)
            for (let count = 0; count < changes; count++) done.push(randomChange(jenkins))
            if (changesDuring.length > 0) {
              let requests = 0
              const unhook = jenkins.faults.onRequest(() => {
                if (changesDuring.includes(++requests)) done.push(`during: ${randomChange(jenkins)}`)
              })
              await imports.pass()
              unhook()
            }
            expect(statusesOf(await imports.pass()), done.join('\n')).toEqual(allCompleted)
            await imports.expectTruth(source.id, done.join('\n'))
          }
        },
      ),
      { ...runs, endOnFailure: true },
    )
    expect(interleavings).toBeGreaterThanOrEqual(4 * runs.numRuns)
  },
  randomTimeoutMs,
)
