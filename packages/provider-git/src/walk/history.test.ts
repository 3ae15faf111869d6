import { expect, it } from 'vitest'
import { collect } from '../test-repository.js'
import { watchedRepository } from '../watched-repository.fixture.js'
import { createHistories } from './histories.js'
import { createHistory } from './history.js'

const { signal } = new AbortController()
const boundary = new Set<string>()

const shasOf = (commits: readonly { sha: string }[] | null) => commits?.map(({ sha }) => sha)

it('is read by one git for all who need it, whoever comes first', async () => {
  const { repository, range, shas, commands } = await watchedRepository()
  const history = createHistory(repository, range, { boundary })
  const [whole, commits] = await Promise.all([history.whole(signal), collect(history.commits(signal))])
  expect(shasOf(whole)).toEqual(shas)
  expect(shasOf(commits.flat())).toEqual(shas)
  expect(await history.length(signal)).toBe(3)
  expect(commands()).toEqual(['cat-file', 'rev-list'])
})

it('gives commits that are too many to be held as they come, and to nobody as a whole', async () => {
  const { repository, range, shas } = await watchedRepository()
  const history = createHistory(repository, range, { boundary, mostBytes: 1 })
  const [whole, commits] = await Promise.all([history.whole(signal), collect(history.commits(signal))])
  expect(whole).toBeNull()
  expect(shasOf(commits.flat())).toEqual(shas)
  const alone = createHistory(repository, range, { boundary, mostBytes: 1 })
  expect(await alone.whole(signal)).toBeNull()
  expect(shasOf((await collect(alone.commits(signal))).flat())).toEqual(shas)
})

it('gives two who read it as it comes all of it each', async () => {
  const { repository, range, shas } = await watchedRepository()
  for (const mostBytes of [1, 1_000_000]) {
    const history = createHistory(repository, range, { boundary, mostBytes })
    const read = await Promise.all([collect(history.commits(signal)), collect(history.commits(signal))])
    expect(read.map((commits) => shasOf(commits.flat()))).toEqual([shas, shas])
  }
})

it.each([
  ['nothing is listed', 'head -n 0', /before it had told the whole history/],
  ['its head is missing from the list', 'tail -n +2', /before it had told the whole history/],
  ['a parent is missing from the list', 'head -n 2', /without its parent .*git fsck/],
])('is not whole where %s', async (_, listing, reason) => {
  const { repository, range } = await watchedRepository(listing)
  const history = createHistory(repository, range, { boundary })
  await expect(history.whole(signal)).rejects.toThrow(reason)
  await expect(history.length(signal)).rejects.toThrow(reason)
})

it('is not whole where fewer commits after others are listed than git counts', async () => {
  const { repository, range, shas } = await watchedRepository('head -n 1')
  const history = createHistory(repository, { ...range, bases: [String(shas[2])] }, { boundary })
  await expect(history.whole(signal)).rejects.toThrow(/before it had told the whole history/)
})

it('is whole although it ends at the cut of a shallow clone', async () => {
  const { repository, range, shas } = await watchedRepository('head -n 2')
  const cut = { boundary: new Set([String(shas[1])]) }
  expect(shasOf(await createHistory(repository, range, cut).whole(signal))).toEqual(shas.slice(0, 2))
})

it('goes on for who waits where another one abandons it, and not for nobody', async () => {
  const { repository, range, shas } = await watchedRepository()
  const history = createHistory(repository, range, { boundary })
  const enough = new AbortController()
  const abandoned = history.whole(enough.signal)
  const whole = history.whole(signal)
  enough.abort(new Error('enough'))
  await expect(abandoned).rejects.toThrow('enough')
  expect(shasOf(await whole)).toEqual(shas)

  const other = createHistory(repository, range, { boundary })
  const commits = other.commits(enough.signal)
  await expect(commits.next()).rejects.toThrow('enough')
  expect(other.isOfUse()).toBe(false)
})

it('is not given to who comes while its git is being ended', async () => {
  const { repository, range, shas } = await watchedRepository()
  const history = createHistory(repository, range, { boundary })
  const enough = new AbortController()
  const abandoned = history.whole(enough.signal)
  enough.abort(new Error('enough'))
  const late = abandoned.catch(() => Promise.all([history.whole(signal), collect(history.commits(signal))]))
  expect(history.isOfUse()).toBe(true)
  const [whole, commits] = (await late) as [null, { sha: string }[][]]
  expect(whole).toBeNull()
  expect(shasOf(commits.flat())).toEqual(shas)
  expect(history.isOfUse()).toBe(false)
})

it('is kept until people and commits are read', async () => {
  const { repository, range } = await watchedRepository()
  const histories = createHistories()
  const whole = { fingerprint: null, boundary }
  const first = histories.of(repository, range, whole)
  expect(histories.of(repository, range, whole)).toBe(first)
  await first.whole(signal)
  expect(histories.of(repository, range, whole)).toBe(first)
  await collect(first.commits(signal))
  expect(histories.of(repository, range, whole)).not.toBe(first)
})

it('is dropped, the oldest first, where too much is held', async () => {
  const { repository, range, shas } = await watchedRepository()
  const histories = createHistories(1)
  const whole = { fingerprint: null, boundary }
  const first = histories.of(repository, range, whole)
  const second = histories.of(repository, { head: String(shas[1]), bases: [] }, whole)
  expect(histories.of(repository, { head: String(shas[1]), bases: [] }, whole)).toBe(second)
  expect(histories.of(repository, range, whole)).not.toBe(first)
})

it('is read anew where a shallow clone was deepened meanwhile', async () => {
  const { repository, range } = await watchedRepository()
  const histories = createHistories()
  const cut = histories.of(repository, range, { fingerprint: 'cut', boundary: new Set([range.head]) })
  expect(histories.of(repository, range, { fingerprint: null, boundary })).not.toBe(cut)
})
