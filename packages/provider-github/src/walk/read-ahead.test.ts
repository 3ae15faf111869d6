import { expect, it } from 'vitest'
import { askedAhead, partsOf } from './asked-ahead.js'
import { readAhead } from './read-ahead.js'
import { severalAtOnce } from './several-at-once.js'

async function* numbers(count: number, asked: number[] = [], failsAt?: number) {
  for (let number = 0; number < count; number++) {
    asked.push(number)
    if (number === failsAt) throw new Error(`no ${number}`)
    yield number
  }
}

it('the next page is asked for before the one before is saved, and all come in order', async () => {
  const asked: number[] = []
  const seen: string[] = []
  for await (const page of readAhead(numbers(3, asked))) seen.push(`${page} of ${asked.length}`)
  expect(seen).toEqual(['0 of 2', '1 of 3', '2 of 3'])
})

it('a page that fails is told after those before it are saved', async () => {
  const saved: number[] = []
  const walk = async () => {
    for await (const page of readAhead(numbers(3, [], 2))) saved.push(page)
  }
  await expect(walk()).rejects.toThrow('no 2')
  expect(saved).toEqual([0, 1])
})

it('several parts are asked for ahead, no more than allowed, and come in order', async () => {
  const asked: number[][] = []
  const seen: string[] = []
  const parts = partsOf(numbers(10), 2)
  for await (const sum of askedAhead(parts, 2, async (part) => {
    asked.push(part)
    return part.reduce((left, right) => left + right)
  })) {
    seen.push(`${sum} of ${asked.length}`)
  }
  expect(seen).toEqual(['1 of 3', '5 of 4', '9 of 5', '13 of 5', '17 of 5'])
})

it('an answer that fails ends the reading in its turn', async () => {
  const seen: number[] = []
  const walk = async () => {
    const ask = async (number: number) => {
      if (number > 1) throw new Error(`no ${number}`)
      return number
    }
    for await (const one of askedAhead(numbers(5), 3, ask)) seen.push(one)
  }
  await expect(walk()).rejects.toThrow('no 2')
  expect(seen).toEqual([0, 1])
})

it('several items are asked for at once; after a failure no other is begun', async () => {
  expect(await severalAtOnce([3, 2, 1], 2, async (item) => item * 2)).toEqual([6, 4, 2])
  const begun: number[] = []
  const failing = severalAtOnce([1, 2, 3, 4], 2, async (item) => {
    begun.push(item)
    throw new Error(`no ${item}`)
  })
  await expect(failing).rejects.toThrow('no 1')
  expect(begun).toEqual([1, 2])
})
