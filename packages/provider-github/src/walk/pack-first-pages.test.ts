import { describe, expect, it } from 'vitest'
import { packFirstPages } from './pack-first-pages.js'

const lists = (counts: Record<string, number>) => Object.entries(counts).map(([of, count]) => ({ of, count }))

describe('lists are packed', () => {
  it('with those of their size, and no query asks for more than a page has', () => {
    expect(packFirstPages(lists({ a: 2, b: 40, c: 2, d: 3, e: 45, f: 3 }), 10)).toEqual([
      { of: ['a', 'c', 'd'], first: 3 },
    ])
    const many = packFirstPages(
      lists(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`r${i}`, 1 + (i % 9)]))),
      100,
    )
    expect(many.every(({ of, first }) => of.length * first <= 100 && of.length > 1)).toBe(true)
    expect(many.flatMap(({ of }) => of)).toHaveLength(300)
  })

  it('at most 50 together, whatever their size', () => {
    const packs = packFirstPages(lists(Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`r${i}`, 1]))), 100)
    expect(packs.map(({ of }) => of.length)).toEqual([50, 50, 20])
  })

  it('and left out where they are alone or fill half of a page', () => {
    expect(packFirstPages(lists({ a: 1 }), 100)).toEqual([])
    expect(packFirstPages(lists({ a: 51, b: 51 }), 100)).toEqual([])
    expect(packFirstPages(lists({ a: 50, b: 50 }), 100)).toEqual([{ of: ['a', 'b'], first: 50 }])
  })
})
