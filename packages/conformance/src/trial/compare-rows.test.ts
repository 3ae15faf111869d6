import { expect, it } from 'vitest'
import { compareCounts, compareRows } from './compare-rows.js'
import type { Rows } from './rows.js'

function cards(titles: Readonly<Record<string, string>>): Rows {
  const rows = Object.entries(titles).map(([id, title]) => [id, { content: { title }, version: '1' }] as const)
  return new Map([['Card', new Map(rows)]])
}

it('finds no difference between equal rows', () => {
  expect(compareRows(cards({ 1: 'a', 2: 'b' }), cards({ 2: 'b', 1: 'a' }))).toBeUndefined()
})

it('tells missing, surplus and changed rows', () => {
  expect(compareRows(cards({ 1: 'a', 3: 'c' }), cards({ 1: 'b', 2: 'b' }))).toBe(
    '1 of 2 rows of Card are missing ("2"); 1 rows of Card should not be there ("3"); Card "1" has title = a and should have b',
  )
})

it('lets rows of deleted records stay where it is told so', () => {
  expect(compareRows(cards({ 1: 'a', 2: 'b' }), cards({ 1: 'a' }), { mayHaveMore: true })).toBeUndefined()
})

it('compares numbers of rows, also of a table without any', () => {
  expect(compareCounts(cards({ 1: 'a' }), { Card: 1, Board: 0 })).toBeUndefined()
  expect(compareCounts(cards({ 1: 'a' }), { Card: 1, Board: 2 })).toBe('Board has 0 rows and should have 2')
})
