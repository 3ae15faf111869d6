import { expect, it } from 'vitest'
import { createBatcher } from './create-batcher.js'

/** As `pg` makes it of what the server refuses. */
const refused = (message: string) => Object.assign(new Error(message), { code: '23514' })

it('makes one piece of work of what is asked for at once, and another of what is asked for later', async () => {
  const batches: number[][] = []
  let release = () => {}
  const blocked = new Promise<void>((resolve) => {
    release = resolve
  })
  const double = createBatcher(async (items: readonly number[]) => {
    batches.push([...items])
    if (items.includes(1)) await blocked
    return items.map((item) => item * 2)
  })
  const first = Promise.all([1, 2, 3].map(double))
  await new Promise(setImmediate)
  await new Promise(setImmediate)
  // It isn't kept waiting by those that came before.
  expect(await double(4)).toBe(8)
  release()
  expect(await first).toEqual([2, 4, 6])
  expect(batches).toEqual([[1, 2, 3], [4]])
})

it('splits what is more than one piece of work may have', async () => {
  const sizes: number[] = []
  const one = createBatcher(
    async (items: readonly number[]) => {
      sizes.push(items.length)
      return items
    },
    { most: 2 },
  )
  expect(await Promise.all([1, 2, 3, 4, 5].map(one))).toEqual([1, 2, 3, 4, 5])
  expect(sizes).toEqual([2, 2, 1])
})

it('fails only the one that is refused, where the others may be tried again', async () => {
  const save = createBatcher(
    async (items: readonly string[]) => {
      if (items.includes('bad')) throw refused('bad is refused')
      return items.map((item) => `${item} is there`)
    },
    { mayRepeat: true },
  )
  const outcomes = await Promise.allSettled(['good', 'bad', 'better'].map(save))
  expect(outcomes).toMatchObject([
    { value: 'good is there' },
    { reason: { message: 'bad is refused' } },
    { value: 'better is there' },
  ])
})

it('fails all with a connection that breaks, since nobody knows what became of them, and where none may be repeated', async () => {
  for (const [error, mayRepeat] of [
    [Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), true],
    [refused('no'), false],
  ] as const) {
    let attempts = 0
    const save = createBatcher(
      async (_: readonly number[]): Promise<never[]> => {
        attempts++
        throw error
      },
      { mayRepeat },
    )
    const outcomes = await Promise.allSettled([1, 2].map(save))
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(attempts).toBe(1)
  }
})
