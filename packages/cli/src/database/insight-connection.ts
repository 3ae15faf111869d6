import type { TransactionalDatabase } from '@data-import/insight'
import type { Client } from 'pg'

/** A connection as `@data-import/insight` takes it. */
export function insightConnection(client: Client): TransactionalDatabase {
  const plain = {
    $executeRawUnsafe: async (query: string, ...values: unknown[]) => (await client.query(query, values)).rowCount ?? 0,
    $queryRawUnsafe: async <Rows>(query: string, ...values: unknown[]) =>
      // Whoever asks knows what the columns are.
      (await client.query(query, values)).rows as Rows,
  }
  return {
    ...plain,
    async $transaction(work) {
      await client.query('begin')
      try {
        const result = await work(plain)
        await client.query('commit')
        return result
      } catch (error) {
        await client.query('rollback')
        throw error
      }
    },
  }
}
