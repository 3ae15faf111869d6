import { describe, expect, it } from 'vitest'
import { connection } from './connection.js'

interface Row {
  readonly id: number
  readonly updated: number
}
const options = { value: (row: Row) => row.updated, id: (row: Row) => row.id, node: (row: Row) => row }
const orderBy = { field: 'UPDATED_AT', direction: 'DESC' } as const

describe('a connection', () => {
  it('skips and repeats nothing when rows before the cursor change', () => {
    const rows = [1, 2, 3, 4].map((id) => ({ id, updated: 10 }))
    const first = connection(rows, { first: 2, orderBy }, options)
    expect(first.nodes).toEqual([rows[3], rows[2]])
    const after = first.pageInfo.endCursor ?? ''
    const changed = [{ id: 4, updated: 99 }, { id: 5, updated: 100 }, ...rows.slice(0, 2)]
    const second = connection(changed, { first: 2, after, orderBy }, options)
    expect(second.nodes).toEqual([rows[1], rows[0]])
    expect(second.pageInfo.hasNextPage).toBe(false)
  })

  it('refuses a cursor that it did not make', () => {
    expect(() => connection([], { first: 1, after: 'nonsense' }, options)).toThrow('valid cursor')
  })
})
