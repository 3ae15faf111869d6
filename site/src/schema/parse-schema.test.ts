import { describe, expect, it } from 'vitest'
import { parseSchema } from './parse-schema.js'
import { readReferenceSchema } from './schema-reference.js'

const head = '/// Columns that mean the same:\n///\n/// id: Identity of the row.\n\n'
const basket = `/// A basket.
model Basket {
  id      String   @id @default(cuid())
  /// Who carries it.
  ownerId String?  @map("owner_id")
  /// How much is in it.
  weight  BigInt   @default(0)
  /// What is in it.
  kinds   String[]
  /// When it was made.
  madeAt  DateTime @default(now()) @map("made_at") @db.Timestamptz(3)

  owner Owner? @relation(fields: [ownerId], references: [id], onDelete: Cascade)
  eggs  Egg[]

  @@unique([ownerId, weight])
  @@index([madeAt])
  @@schema("data")
}
`

describe('parseSchema', () => {
  it('reads columns as Postgres has them', () => {
    const [table] = parseSchema(head + basket).tables
    expect(table?.description).toBe('A basket.')
    expect(table?.uniques).toEqual([['ownerId', 'weight']])
    expect(
      table?.columns.map(({ name, type, isNullable, defaultValue }) => [name, type, isNullable, defaultValue]),
    ).toEqual([
      ['id', 'text', false, 'cuid()'],
      ['owner_id', 'text', true, undefined],
      ['weight', 'bigint', false, '0'],
      ['kinds', 'text[]', false, undefined],
      ['made_at', 'timestamptz(3)', false, 'now()'],
    ])
  })

  it('finds what refers to what, and takes a shared description where there is no other', () => {
    const [table] = parseSchema(head + basket).tables
    expect(table?.columns[0]?.description).toBe('Identity of the row.')
    expect(table?.columns[1]).toMatchObject({ references: 'Owner', description: 'Who carries it.' })
  })

  it('reads the values of an enumeration', () => {
    const text = '/// How it is.\nenum State {\n  /// All well.\n  GOOD\n\n  @@schema("data")\n}\n'
    expect(parseSchema(text).enumerations).toEqual([
      { name: 'State', description: 'How it is.', values: [{ name: 'GOOD', description: 'All well.' }] },
    ])
  })

  it.each([
    ['a table', basket, 'Basket has no description', '/// A basket.\n'],
    ['a column', head + basket, 'Basket.weight has no description', '  /// How much is in it.\n'],
  ])('refuses %s without a description', (_what, text, message, comment) => {
    expect(() => parseSchema(head + text.replace(comment, ''))).toThrow(message)
  })

  it('refuses what it does not understand', () => {
    expect(() => parseSchema(`${basket}view Eggs {\n}\n`)).toThrow("can't be read: view Eggs")
  })
})

it('the reference schema has a table for each model', () => {
  const { bookkeeping, canonical } = readReferenceSchema()
  expect(bookkeeping.tables.map(({ name }) => name)).toContain('ImportPartition')
  expect(canonical.tables.map(({ name }) => name)).toContain('QualityMeasure')
})
