import { expect, it } from 'vitest'
import { planWalk, type WalkStart } from './walk-plan.js'

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((digit) => digit.repeat(40)) as [string, string, string, string]
const start = (given: Partial<WalkStart>): WalkStart => ({
  head: c,
  shallow: null,
  state: null,
  cursor: null,
  hasCommit: async () => true,
  ...given,
})
const state = (head: string, shallow: string | null = null) => ({ head, shallow, uncounted: 0, hasFiles: false })
const cursor = (head: string, bases: string[], shallow: string | null = null) => ({
  head,
  bases,
  shallow,
  done: 7,
  last: d,
  hasFiles: false,
})

it('walks everything at first, then only what the new head adds', async () => {
  expect(await planWalk(start({}))).toMatchObject({ legs: [{ head: c, bases: [] }], formerHeads: [] })
  expect(await planWalk(start({ state: state(a) }))).toMatchObject({
    legs: [{ head: c, bases: [a] }],
    formerHeads: [a],
    isFormerHeadGone: false,
  })
  expect((await planWalk(start({ state: state(c) }))).legs).toEqual([])
})

it('ends an interrupted walk before it walks to a newer head', async () => {
  expect(await planWalk(start({ state: state(a), cursor: cursor(b, [a]) }))).toMatchObject({
    legs: [
      { head: b, bases: [a], done: 7, last: d },
      { head: c, bases: [a, b], done: 0, last: null },
    ],
    formerHeads: [a, b],
  })
  expect((await planWalk(start({ state: state(a), cursor: cursor(c, [a]) }))).legs).toEqual([
    { head: c, bases: [a], done: 7, last: d },
  ])
})

it('walks everything again when the clone was deepened, and cannot tell what is lost when it was cut', async () => {
  const deepened = start({ state: state(a, 'cut'), cursor: cursor(b, [a], 'cut') })
  expect(await planWalk(deepened)).toMatchObject({ legs: [{ head: c, bases: [], done: 0 }], canTellLost: true })
  expect(await planWalk(start({ shallow: 'new cut', state: state(a) }))).toMatchObject({ canTellLost: false })
})

it('walks everything again when the former head is gone', async () => {
  const hasCommit = async (sha: string) => sha === c
  expect(await planWalk(start({ state: state(a), cursor: cursor(b, [a]), hasCommit }))).toEqual({
    legs: [{ head: c, bases: [], done: 0, last: null }],
    formerHeads: [],
    isFormerHeadGone: true,
    canTellLost: true,
  })
})

it('has nothing to walk when the branch went back to what was imported, but still looks what was lost', async () => {
  expect(await planWalk(start({ state: state(c), cursor: cursor(b, [c]) }))).toMatchObject({
    legs: [{ head: b, bases: [c], done: 7 }],
    formerHeads: [b],
  })
})

it('walks everything again for files that were not asked for before, and knows what is lost all the same', async () => {
  const without = start({ state: state(a), cursor: cursor(b, [a]), needsFiles: true })
  expect(await planWalk(without)).toMatchObject({
    legs: [{ head: c, bases: [], done: 0 }],
    formerHeads: [a, b],
    canTellLost: true,
  })
  const filed = { state: { ...state(a), hasFiles: true }, cursor: { ...cursor(c, [a]), hasFiles: true } }
  expect((await planWalk(start({ ...filed, needsFiles: true }))).legs).toEqual([
    { head: c, bases: [a], done: 7, last: d },
  ])
})
