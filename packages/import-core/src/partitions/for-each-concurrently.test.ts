import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { forEachConcurrently } from './for-each-concurrently.js'

/** A list in pages as many write it by hand: asked twice at once, it reads a page over the rest of another. */
function handMadeList(pages: readonly number[][]): AsyncIterable<number> {
  return {
    [Symbol.asyncIterator]() {
      let page = 0
      let waiting: number[] = []
      return {
        async next() {
          while (waiting.length === 0 && page < pages.length) {
            const read = page++
            await setImmediate()
            waiting = [...(pages[read] ?? [])]
          }
          const value = waiting.shift()
          return value === undefined ? { done: true, value } : { done: false, value }
        },
      }
    },
  }
}

it('asks a list for one item at a time, so that one made by hand loses none', async () => {
  const seen: number[] = []
  const isAtEnd = await forEachConcurrently(handMadeList([[1, 2, 3], [4, 5, 6], [7]]), 4, async (item) => {
    await setImmediate()
    seen.push(item)
  })
  expect(isAtEnd).toBe(true)
  expect(seen.sort()).toEqual([1, 2, 3, 4, 5, 6, 7])
})

it('does not ask a list again that has come to its end', async () => {
  let asked = 0
  const once: Iterable<number> = {
    [Symbol.iterator]: () => ({
      next() {
        asked += 1
        if (asked > 2) throw new Error('asked behind the end')
        return asked === 1 ? { done: false, value: 1 } : { done: true, value: undefined }
      },
    }),
  }
  const seen: number[] = []
  expect(await forEachConcurrently(once, 4, async (item) => void seen.push(item))).toBe(true)
  expect(seen).toEqual([1])
})

it('tells the failure of the work, also where the list fails when it is closed', async () => {
  const list: Iterable<number> = {
    [Symbol.iterator]: () => ({
      next: () => ({ done: false, value: 1 }),
      return() {
        throw new Error('could not be closed')
      },
    }),
  }
  const work = async () => {
    throw new Error('the work failed')
  }
  await expect(forEachConcurrently(list, 2, work)).rejects.toThrow('the work failed')
})
