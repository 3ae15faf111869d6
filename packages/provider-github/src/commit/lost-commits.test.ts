import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type RandomCommit, randomHistory, reachedFrom } from '../testing/random-history.js'
import { lostCommits } from './lost-commits.js'

async function* stored(history: readonly RandomCommit[]) {
  yield* history
}

it('are exactly those that the new head does not reach', async () => {
  const picture = randomHistory(40).chain((history) => fc.record({ history: fc.constant(history), head: fc.nat() }))
  await fc.assert(
    fc.asyncProperty(picture, async ({ history, head }) => {
      const sha = `c${head % history.length}`
      const reached = reachedFrom([sha], history)
      const lost = await lostCommits(stored(history), sha, false)
      expect(lost?.sort()).toEqual(
        history
          .map((commit) => commit.sha)
          .filter((one) => !reached.has(one))
          .sort(),
      )
    }),
    { numRuns: 500, seed: 7 },
  )
})

it('can not be told while the head is not stored: nothing is known of what it reaches', async () => {
  const history = [
    { sha: 'a', parentShas: [] },
    { sha: 'b', parentShas: ['a'] },
  ]
  expect(await lostCommits(stored(history), 'c', false)).toBeNull()
})

it('are not looked for behind parents that are not stored, as after a first import with a start', async () => {
  const history = [
    { sha: 'b', parentShas: ['older'] },
    { sha: 'c', parentShas: ['b', 'older still'] },
    { sha: 'x', parentShas: ['b'] },
  ]
  expect(await lostCommits(stored(history), 'c', true)).toEqual(['x'])
  expect(await lostCommits(stored(history), 'c', false)).toBeNull()
})

it('are found in long histories without deep recursion', async () => {
  const history = Array.from({ length: 50_000 }, (_, index) => ({
    sha: `c${index}`,
    parentShas: index === 0 ? [] : [`c${index - 1}`],
  }))
  expect(await lostCommits(stored(history), 'c49998', false)).toEqual(['c49999'])
})
