import { expect, it } from 'vitest'
import { createPageSize } from './page-size.js'

it('halves down to one item, and says when it can become no less', () => {
  const size = createPageSize(100)
  const sizes = [size.current()]
  while (size.shrink()) sizes.push(size.current())
  expect(sizes).toEqual([100, 50, 25, 12, 6, 3, 1])
  expect(size.current()).toBe(1)
})

it('doubles after four answers, up to where it began', () => {
  const size = createPageSize(100)
  while (size.shrink());
  const sizes = new Set<number>()
  for (let answers = 0; answers < 40; answers++) {
    size.succeeded()
    sizes.add(size.current())
  }
  expect([...sizes]).toEqual([1, 2, 4, 8, 16, 32, 64, 100])
})

it('counts answers again after each page that was too heavy', () => {
  const size = createPageSize(100)
  size.shrink()
  for (let answers = 0; answers < 3; answers++) size.succeeded()
  size.shrink()
  for (let answers = 0; answers < 3; answers++) size.succeeded()
  expect(size.current()).toBe(25)
  size.succeeded()
  expect(size.current()).toBe(50)
})
