import { expect, test } from 'vitest'
import { readChoice } from './choice.js'

/** The day that the database is asked about. */
async function dayOf(until: string): Promise<unknown> {
  const asked: unknown[] = []
  const db = {
    $queryRawUnsafe: async <Rows>(_query: string, ...values: unknown[]) => {
      asked.push(values[0])
      return [] as Rows
    },
    $executeRawUnsafe: async () => 0,
  }
  const query = new URLSearchParams({ until })
  const suggest = async () => ({ pairs: [], areTooMany: false })
  const authorization = { read: true, act: false }
  await readChoice({ db, schema: 'data', query, params: {}, actions: {}, authorization, suggest })
  return asked[0]
}

test.each(['2026-02-31', '2025-02-29', '0000-05-05', '1969-12-31', '2026-13-01'])(
  'a day that there is not, or that is too old (%s), is none',
  async (until) => expect(await dayOf(until)).toBeNull(),
)

test('a day is asked about as it was given', async () => {
  expect(await dayOf('2024-02-29')).toBe('2024-02-29')
})
