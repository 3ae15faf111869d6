import { expect, it } from 'vitest'
import { mostEntries, type RunState, readRunState, withEntries } from './run-state.js'

const entry = (number: number) => ({ mark: `${number}@1`, hasTests: false })
const entries = (count: number) => Array.from({ length: count }, (_, index) => entry(index))
const after = (before: RunState | null, count: number): RunState => ({
  ...{ mark: '1@1', open: [], orphans: [], showsTests: false },
  ...withEntries(before, entries(count)),
})

it('a journal has what each walk has changed, from the first one on', () => {
  const second = after(after(null, 2), 1)
  expect(second.journal.map(({ mark, walk }) => [mark, walk])).toEqual([
    ['0@1', 1],
    ['1@1', 1],
    ['0@1', 2],
  ])
  expect([second.walk, second.journalFrom]).toEqual([2, 0])
})

it('whole walks fall out of it, so that who is further behind knows it', () => {
  const third = after(after(after(null, 3), mostEntries - 1), 1)
  expect([third.walk, third.journalFrom, third.journal.length]).toEqual([3, 1, mostEntries])
  const huge = after(null, mostEntries + 1)
  expect([huge.walk, huge.journalFrom, huge.journal]).toEqual([1, 1, []])
})

it.each([null, 'text', {}, { mark: '1@1' }, { mark: 1, walk: 1, journal: [] }])('takes %j for no state', (state) => {
  expect(readRunState(state)).toBeNull()
})
