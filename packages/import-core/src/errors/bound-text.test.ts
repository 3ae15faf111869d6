import { expect, it } from 'vitest'
import { boundText, maximumTextLength } from './bound-text.js'

it('keeps what fits and says how much is missing of what does not', () => {
  expect(boundText('x'.repeat(maximumTextLength))).toBe('x'.repeat(maximumTextLength))
  const cut = boundText('x'.repeat(1_000_000))
  expect(cut.length).toBeLessThanOrEqual(maximumTextLength)
  expect(cut).toMatch(/x… \((\d+) more characters\)$/)
  expect(Number(/\((\d+)/.exec(cut)?.[1]) + cut.indexOf('…')).toBe(1_000_000)
})

it('does not cut a character in two', () => {
  for (const start of ['', 'x']) expect(boundText(start + '😀'.repeat(10_000)).isWellFormed()).toBe(true)
})
