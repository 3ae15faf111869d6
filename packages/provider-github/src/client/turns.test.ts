import { expect, it } from 'vitest'
import { createTurns } from './turns.js'

/** Begins so many, and gives what ends each, and who has begun. */
function begin(most: number, count: number) {
  const inTurn = createTurns(most)
  const begun: number[] = []
  const endings: { end(): void; fail(): void }[] = []
  const all = Array.from({ length: count }, (_, index) =>
    inTurn(
      () =>
        new Promise<void>((resolve, reject) => {
          begun.push(index)
          endings[index] = { end: resolve, fail: () => reject(new Error('failed')) }
        }),
    ),
  )
  return { begun, endings, all }
}

it('no more are taken at once, and each that ends or fails hands its turn on', async () => {
  const { begun, endings, all } = begin(2, 4)
  expect(begun).toEqual([0, 1])
  endings[1]?.fail()
  await expect(all[1]).rejects.toThrow('failed')
  expect(begun).toEqual([0, 1, 2])
  endings[0]?.end()
  await all[0]
  expect(begun).toEqual([0, 1, 2, 3])
  endings[2]?.end()
  endings[3]?.end()
  await Promise.all([all[2], all[3]])
})
