import { repositoryTable } from '@data-import/model'
import { useTestDatabase } from '@data-import/test-kit'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RawClient } from '../database/client.js'
import { createTableDescriber } from './describe-table.js'

/** Postgres's number of the type `name`, which catalogs have and Prisma 6 can't read. */
const nameType = 19

const database = useTestDatabase()
let connection: Client

beforeAll(async () => {
  connection = new Client({ connectionString: database.url })
  await connection.connect()
})
afterAll(async () => {
  await connection.end()
})

it('asks for nothing of a type that Prisma 6 cannot read', async () => {
  const types: number[] = []
  const client: RawClient = {
    async $queryRawUnsafe<T>(query: string, ...values: unknown[]) {
      const { rows, fields } = await connection.query(query, values)
      types.push(...fields.map(({ dataTypeID }) => dataTypeID))
      // The caller says what its rows are, as with Prisma.
      return rows as T
    },
    $executeRawUnsafe: async () => 0,
  }
  const { types: columns } = await createTableDescriber('data')(client, repositoryTable)
  expect(columns.get('external_id')).toBe('text')
  expect(types.length).toBeGreaterThan(0)
  expect(types).not.toContain(nameType)
})
