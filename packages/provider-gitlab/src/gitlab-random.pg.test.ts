import { populate, randomChange } from '@data-import/fake-gitlab'
import { createRandom } from '@data-import/fake-server'
import { randomRuns, randomTimeoutMs } from '@data-import/test-kit'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { allCompleted, statusesOf, useGitlabImports } from './testing/gitlab-imports.fixture.js'

const imports = useGitlabImports()
const runs = randomRuns(2, 30)

const round = fc.record({
  /** Changes between two passes. */
  changes: fc.integer({ min: 0, max: 8 }),
  /** Requests of a first pass at which something changes while it runs; that pass need not see it. */
  changesDuring: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 3 }),
  hours: fc.constantFrom(0, 0.02, 1, 30),
  /** Hours between the last change and the pass that must see all of them; with 0, both may be in one second. */
  settling: fc.constantFrom(0, 0.02),
})

it(
  'whatever changes, and whenever, the next pass makes the rows equal the truth',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(round, { minLength: 3, maxLength: 3 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        async (rounds, seed) => {
          await imports.restart(seed)
          const random = createRandom(seed)
          populate(imports.acme(), { projects: 2, seed, commitsOfLargest: 25, now: imports.now() })
          const source = await imports.addSource()
          const done: string[] = []
          for (const { changes, changesDuring, hours, settling } of rounds) {
            imports.later(hours)
            for (let count = 0; count < changes; count++) done.push(randomChange(imports.acme(), random))
            if (changesDuring.length > 0) {
              let requests = 0
              const unhook = imports.gitlab().faults.onRequest(() => {
                if (changesDuring.includes(++requests)) done.push(`during: ${randomChange(imports.acme(), random)}`)
              })
              await imports.pass()
              unhook()
            }
            imports.later(settling)
            expect(statusesOf(await imports.pass()), done.join('\n')).toEqual(allCompleted)
            await imports.expectTruth(source.id, { hasFormerNames: true }, done.join('\n'))
          }
        },
      ),
      { ...runs, endOnFailure: true },
    )
  },
  randomTimeoutMs,
)
