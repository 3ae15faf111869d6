import { ImportError, type TableDefinition } from '@data-import/core/provider'
import { commitTable } from '@data-import/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { doubles } from '../testing/doubles.js'

type Row = Readonly<Record<string, unknown>>

const oddValue = fc.oneof(
  fc.constantFrom(undefined, null, '', ' ', 0, -1, 1.5, 1e300, true, [], [null], {}, '7', 'not a date'),
  fc.constantFrom('constructor', '__proto__', 'toString', '0000-00-00T00:00:00Z', '2026-13-01T00:00:00Z', 12n),
  fc.jsonValue({ maxDepth: 2 }),
)

/** Every place in a record, as the keys that lead to it. */
function placesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...path, key]))]
}

function replaced(value: unknown, [key, ...rest]: readonly string[], odd: unknown): unknown {
  if (key === undefined) return odd
  if (typeof value !== 'object' || value === null) return value
  const copy = Array.isArray(value) ? [...value] : { ...value }
  return Object.assign(copy, { [key]: replaced((value as Row)[key], rest, odd) })
}

/** Whole records, of which up to three places hold something else. */
function brokenRecord(whole: object): fc.Arbitrary<unknown> {
  const change = fc.tuple(fc.constantFrom(...placesOf(whole)), oddValue)
  const changes = fc.array(change, { minLength: 1, maxLength: 3 })
  return changes.map((list) => list.reduce<unknown>((record, [path, odd]) => replaced(record, path, odd), whole))
}

/** What saving would take for right though it is wrong: it refuses other types itself, and names the record. */
function expectNoWrongRow(row: Row, table: TableDefinition): void {
  expect(String(row.externalId)).toMatch(table === commitTable ? /^.+@42$/s : /^[1-9]\d*$/)
  for (const [field, { type }] of Object.entries(table.columns)) {
    const value = row[field] ?? null
    if (type === 'timestamp') expect(value === null || !Number.isNaN((value as Date).getTime())).toBe(true)
    if (field === 'status') expect(['QUEUED', 'RUNNING', 'WAITING', 'DONE', null]).toContain(value)
    if (field === 'result') expect(['SUCCESS', 'FAILURE', 'CANCELLED', 'SKIPPED', null]).toContain(value)
    if (field.endsWith('Sha')) expect(value).not.toBe('undefined')
    if (field.endsWith('Id') && value !== null) expect(String(value)).not.toMatch(/undefined|null|object/)
  }
  if (row.state === 'MERGED' && row.originalState !== 'MERGED') expect(row.mergedAt).toBeInstanceOf(Date)
}

describe.each(doubles.flatMap(({ mappings }) => mappings))('$name', ({ whole, table, map }) => {
  const expectRowOrError = (given: unknown) => {
    let row: object | null
    try {
      row = map(given as never)
    } catch (error) {
      if (!ImportError.isInstance(error)) throw error
      expect(error.message).toMatch(/^GitHub's answer has /)
      return
    }
    if (row !== null) expectNoWrongRow(row as Row, table)
  }

  it('maps the whole record', () => {
    expect(map(whole as never)).toHaveProperty('externalId')
  })

  it('makes no wrong row of a record with something else in some places, or says what is wrong', () => {
    fc.assert(fc.property(brokenRecord(whole), expectRowOrError), { numRuns: 1_500, seed: 7 })
  })

  it('makes no row of anything', () => {
    fc.assert(fc.property(oddValue, expectRowOrError), { numRuns: 200, seed: 7 })
  })
})
