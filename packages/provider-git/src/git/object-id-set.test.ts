import { hash } from 'node:crypto'
import { expect, it } from 'vitest'
import { createObjectIdSet } from './object-id-set.js'

it.each([
  ['sha1', 40],
  ['sha256', 64],
])('knows exactly the %s ids that were added', (algorithm, idLength) => {
  const id = (number: number) => hash(algorithm, String(number), 'hex')
  const ids = createObjectIdSet(5000, idLength)
  for (let number = 0; number < 5000; number++) ids.add(id(number))
  ids.add(id(0))
  const wrong = Array.from({ length: 10_000 }, (_, number) => number).filter(
    (number) => ids.has(id(number)) !== number < 5000,
  )
  expect(wrong).toEqual([])
})

it('an empty set has nothing', () => {
  expect(createObjectIdSet(0, 40).has('a'.repeat(40))).toBe(false)
})
