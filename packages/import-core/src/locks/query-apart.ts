import type { Client, QueryResult, QueryResultRow } from 'pg'
import { beginFixed } from '../database/connection-settings.js'

/**
 * Statements in a transaction of their own, which takes no setting from its session: a role may be set to another isolation, where
 * who waited for a lock is refused, or to a time limit that is shorter than the wait. All are sent as one query, which can't have
 * parameters.
 *
 * @returns the result of the last statement.
 */
export async function queryApart<Row extends QueryResultRow>(
  client: Client,
  ...statements: readonly [string, ...string[]]
): Promise<QueryResult<Row>> {
  try {
    // A query of several statements gives a result for each.
    const results: unknown = await client.query([beginFixed, ...statements, 'COMMIT'].join('; '))
    const [result] = (results as QueryResult<Row>[]).slice(-2)
    if (!result) throw new Error('The database gave no result.')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}
