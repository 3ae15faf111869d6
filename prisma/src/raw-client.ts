import { Pool, types } from 'pg'
import { FixedClient } from './fixed-client.js'
import { createSettings, type FixedSettings } from './fixed-settings.js'

/** Runs statements; an answer's `bigint` columns are BigInts, its instants Dates. */
export interface RawQueries {
  $queryRawUnsafe<Rows>(query: string, ...values: unknown[]): Promise<Rows>
  $executeRawUnsafe(query: string, ...values: unknown[]): Promise<number>
}

/** A client for SQL alone, of the shape that Prisma's client has for it. */
export interface RawClient extends RawQueries {
  $transaction<R>(work: (transaction: RawQueries) => Promise<R>, options?: object): Promise<R>
  $disconnect(): Promise<void>
}

/** What `Pool` and `PoolClient` have in common. */
interface Queryable {
  query(config: object): Promise<{ rows: unknown; rowCount: number | null }>
}

const valueTypes = {
  getTypeParser: (type: number, format?: 'text' | 'binary') =>
    type === types.builtins.INT8 ? BigInt : types.getTypeParser(type, format as 'text'),
}

/**
 * A client in the same sessions as those of `createClient`, for statements that need no model. Prisma's client takes most of
 * a second of CPU time to load.
 *
 * @param options.schema Postgres schema of the tables; default: `'data'`. Where it is another, statements name theirs as
 * `"data"."Commit"` all the same.
 * @param options.settings of its sessions, where they are known. Default: it looks which the server takes, on a connection of its own.
 */
export function createRawClient(
  connectionString: string,
  options: { max?: number; applicationName?: string; schema?: string; settings?: FixedSettings } = {},
): RawClient {
  const { max = 10, applicationName = 'data-import', schema = 'data' } = options
  const settings = options.settings ?? createSettings(connectionString)
  const config = { connectionString, max, application_name: applicationName, Client: FixedClient, settings }
  const pool = new Pool(config)
  // A connection that dies while idle is replaced.
  pool.on('error', () => undefined)
  const prefix = `"${schema.replaceAll('"', '""')}".`
  const inSchema = (text: string) => (schema === 'data' ? text : text.replaceAll('"data".', () => prefix))

  function queriesOf(queryable: Queryable): RawQueries {
    const ask = (text: string, values: unknown[]) =>
      queryable.query({ text: inSchema(text), values, types: valueTypes })
    return {
      // What a query returns is what its author says.
      $queryRawUnsafe: async <Rows>(query: string, ...values: unknown[]) => (await ask(query, values)).rows as Rows,
      $executeRawUnsafe: async (query, ...values) => (await ask(query, values)).rowCount ?? 0,
    }
  }

  return {
    ...queriesOf(pool),
    async $transaction(work) {
      const connection = await pool.connect()
      let failure: Error | undefined
      try {
        await connection.query('BEGIN')
        const result = await work(queriesOf(connection))
        const { command } = await connection.query('COMMIT')
        // What Postgres answers to the commit of a transaction in which a statement failed.
        if (command !== 'COMMIT') throw new Error('The transaction was rolled back: a statement in it had failed.')
        return result
      } catch (error) {
        await connection.query('ROLLBACK').catch((broken: Error) => {
          failure = broken
        })
        throw error
      } finally {
        connection.release(failure)
      }
    },
    $disconnect: () => pool.end(),
  }
}
