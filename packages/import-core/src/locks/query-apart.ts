import type { Client, QueryResult, QueryResultRow } from 'pg'
import { beginFixed } from '../database/connection-settings.js'

/**
 * A statement in a transaction of its own, which takes no setting from its session: a role may be set to another isolation, where
 * who waited for a lock is refused, or to a time limit that is shorter than the wait.
 */
export async function queryApart<Row extends QueryResultRow>(
  client: Client,
  text: string,
  values: readonly unknown[],
): Promise<QueryResult<Row>> {
  await client.query(beginFixed)
  try {
    const result = await client.query<Row>(text, [...values])
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}
