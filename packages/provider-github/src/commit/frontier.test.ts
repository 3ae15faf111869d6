import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { GithubContext } from '../database.js'
import { type RandomCommit, randomHistory, reachedFrom } from '../testing/random-history.js'
import { createFrontier } from './frontier.js'

/** A database that has these commits, as far as a frontier asks. */
function contextWith(shas: ReadonlySet<string>): Pick<GithubContext, 'count'> {
  const count = async (_: unknown, { where }: { where: { sha: { in: string[] } } }) =>
    where.sha.in.filter((sha) => shas.has(sha)).length
  // Only these conditions are asked for here.
  return { count: count as unknown as GithubContext['count'] }
}

const asWalked = ({ sha, parentShas }: RandomCommit) => ({ sha, parents: parentShas.map((oid) => ({ oid })) })

/** Walks from a head, newest first, a page at a time, until the frontier is closed; forgets all but positions if it must. */
async function walk(history: RandomCommit[], head: string, before: string, pageSize: number, isInterrupted: boolean) {
  const stored = reachedFrom([before], history)
  const wanted = reachedFrom([head], history)
  const newestFirst = history.filter(({ sha }) => wanted.has(sha)).reverse()
  let frontier = createFrontier([])
  let pages = 0
  for (let start = 0; start < newestFirst.length; start += pageSize) {
    const page = newestFirst.slice(start, start + pageSize)
    frontier.walked(page.map(asWalked))
    for (const { sha } of page) stored.add(sha)
    pages++
    if (await frontier.isClosed(contextWith(stored), 'row of 42')) break
    if (isInterrupted) frontier = createFrontier(frontier.open())
  }
  return { stored, wanted, pages }
}

const picture = fc.record({
  history: randomHistory(40),
  head: fc.nat(),
  before: fc.nat(),
  pageSize: fc.integer({ min: 1, max: 10 }),
  isInterrupted: fc.boolean(),
})

it('is closed only when everything that the new head reaches is stored, interrupted or not', async () => {
  await fc.assert(
    fc.asyncProperty(picture, async ({ history, head, before, pageSize, isInterrupted }) => {
      const name = (number: number) => `c${number % history.length}`
      const { stored, wanted } = await walk(history, name(head), name(before), pageSize, isInterrupted)
      expect([...wanted].filter((sha) => !stored.has(sha))).toEqual([])
    }),
    { numRuns: 1_000, seed: 7 },
  )
})

it('ends a walk after the first page that meets what is stored', async () => {
  const history = Array.from({ length: 1_000 }, (_, index) => ({
    sha: `c${index}`,
    parentShas: index === 0 ? [] : [`c${index - 1}`],
  }))
  const { pages } = await walk(history, 'c999', 'c950', 10, false)
  expect(pages).toBe(5)
})

it('says nothing where all is read anyway', async () => {
  const frontier = createFrontier(null)
  frontier.walked([{ sha: 'a', parents: [] }])
  expect(frontier.open()).toBeNull()
  expect(await frontier.isClosed(contextWith(new Set()), 'row of 42')).toBe(false)
})

it('gives up when it becomes too wide to be kept, and never says again that it is closed', async () => {
  const frontier = createFrontier([])
  const parents = Array.from({ length: 501 }, (_, index) => ({ oid: `p${index}` }))
  frontier.walked([{ sha: 'a', parents }])
  expect(frontier.open()).toBeNull()
  const all = contextWith(new Set(parents.map(({ oid }) => oid)))
  expect(await frontier.isClosed(all, 'row of 42')).toBe(false)
  frontier.walked(parents.map(({ oid }) => ({ sha: oid, parents: [] })))
  expect(await frontier.isClosed(all, 'row of 42')).toBe(false)
})
