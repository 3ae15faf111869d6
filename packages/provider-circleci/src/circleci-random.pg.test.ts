import { populate, randomChange } from '@data-import/fake-circleci'
import { randomRuns, randomTimeoutMs } from '@data-import/test-kit'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { allCompleted, statusesOf, useCircleciImports } from './testing/circleci-imports.fixture.js'

const imports = useCircleciImports()
const runs = randomRuns(2, 60)

const round = fc.record({
  /** Changes between two passes. */
  changes: fc.integer({ min: 0, max: 6 }),
  /** Requests of a first pass at which something changes while it runs; that pass need not see it. */
  changesDuring: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 3 }),
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
          const random = numbersFrom(seed)
          populate(imports.acme(), { projects: 2, pipelines: 5, seed, now: imports.now(), days: 20 })
          const source = await imports.addSource({ CIRCLECI_ORGANIZATION: 'gh/acme' })
          const done: string[] = []
          const change = (when: string) => done.push(`${when}: ${randomChange(imports.acme(), random, imports.now())}`)
          for (const { changes, changesDuring } of rounds) {
            for (let count = 0; count < changes; count++) change('before')
            if (changesDuring.length > 0) {
              let requests = 0
              const unhook = imports.circleci().faults.onRequest(() => {
                if (changesDuring.includes(++requests)) change('during')
              })
              await imports.pass()
              unhook()
            }
            // Projects that the organization's list shows no more are those of before its last look.
            expect(statusesOf(await imports.pass()), done.join('\n')).toEqual(allCompleted)
            await imports.expectTruth(source.id, done.join('\n'))
          }
        },
      ),
      { ...runs, endOnFailure: true },
    )
  },
  randomTimeoutMs,
)

/** Mulberry32: the same numbers for the same seed. */
function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
