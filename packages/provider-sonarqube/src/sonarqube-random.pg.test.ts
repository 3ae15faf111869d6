import { createRandom } from '@data-import/fake-server'
import { populate, randomChange } from '@data-import/fake-sonarqube'
import { randomRuns, randomTimeoutMs } from '@data-import/test-kit'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { allCompleted, statusesOf, useSonarqubeImports } from './testing/sonarqube-imports.fixture.js'

const imports = useSonarqubeImports()
const runs = randomRuns(3, 40)

const round = fc.record({
  /** Changes between two passes. */
  changes: fc.integer({ min: 0, max: 6 }),
  /** Requests of a first pass at which something changes while it runs; that pass need not see it. */
  changesDuring: fc.array(fc.integer({ min: 1, max: 25 }), { maxLength: 3 }),
  hours: fc.constantFrom(0, 0.01, 1, 12),
})

it(
  'whatever changes, and whenever, the next pass makes the rows equal the truth',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('9.9' as const, '25' as const, 'cloud' as const),
        fc.array(round, { minLength: 3, maxLength: 3 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        async (flavor, rounds, seed) => {
          await imports.restart({ flavor, seed })
          const sonarqube = imports.sonarqube()
          const random = createRandom(seed)
          populate(sonarqube, { projects: 3, seed, issuesOfLargest: 30 })
          const source = await imports.addSource()
          const done: string[] = []
          for (const { changes, changesDuring, hours } of rounds) {
            imports.later(hours)
            for (let count = 0; count < changes; count++) done.push(randomChange(sonarqube, random))
            if (changesDuring.length > 0) {
              let requests = 0
              const unhook = sonarqube.faults.onRequest(() => {
                if (changesDuring.includes(++requests)) done.push(`during: ${randomChange(sonarqube, random)}`)
              })
              await imports.pass()
              unhook()
            }
            expect(statusesOf(await imports.pass()), done.join('\n')).toEqual(allCompleted)
            await imports.expectTruth(source, undefined, `${flavor} ${done.join('\n')}`)
          }
        },
      ),
      { ...runs, endOnFailure: true },
    )
  },
  randomTimeoutMs,
)
