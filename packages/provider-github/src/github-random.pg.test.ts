import { populate, randomChange } from '@data-import/fake-github'
import { randomRuns, randomTimeoutMs } from '@data-import/test-kit'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { expectedRows, withoutFormerNames, withoutIssues } from './testing/expected-rows.js'
import { allCompleted, statusesOf, useGithubImports } from './testing/github-imports.fixture.js'
import { storedRows } from './testing/stored-rows.js'

const imports = useGithubImports()
const runs = randomRuns(2, 51)

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
    let interleavings = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(round, { minLength: 3, maxLength: 3 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        async (rounds, seed) => {
          await imports.restart(seed)
          const random = numbersFrom(seed)
          await populate(imports.acme(), { repositories: 2, seed, commitsOfLargest: 25, now: imports.now() })
          const source = await imports.addSource()
          const done: string[] = []
          for (const { changes, changesDuring, hours } of rounds) {
            interleavings++
            imports.later(hours)
            for (let count = 0; count < changes; count++) done.push(await randomChange(imports.acme(), random))
            if (changesDuring.length > 0) {
              let requests = 0
              const unhook = imports.github().faults.onRequest(async () => {
                if (changesDuring.includes(++requests))
                  done.push(`during: ${await randomChange(imports.acme(), random)}`)
              })
              await imports.pass()
              unhook()
            }
            // Re-runs of old runs and the like are found by the full look, so let it be due; it reaches back 30 days.
            imports.later(8 * 24)
            expect(statusesOf(await imports.pass()), done.join('\n')).toEqual(allCompleted)
            const expected = withoutFormerNames(await expectedRows(imports.acme()))
            expect(
              await storedRows(imports.db(), source.id, expected, await withoutIssues(imports.acme())),
              done.join('\n'),
            ).toEqual(expected)
          }
        },
      ),
      { ...runs, endOnFailure: true },
    )
    expect(interleavings).toBeGreaterThanOrEqual(3 * runs.numRuns)
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
