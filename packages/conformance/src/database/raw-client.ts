import type { RawClient } from '@data-import/core'
import { Pool, type PoolClient, TypeOverrides, types } from 'pg'
import type { ConformanceClient } from './conformance-client.js'

const mostConnections = 6

/** A client on `pg` for scripts that use no model: raw SQL and transactions, with values as Prisma gives them. */
export function createRawClient(connectionString: string): ConformanceClient {
  const overrides = new TypeOverrides()
  overrides.setTypeParser(types.builtins.INT8, BigInt)
  const pool = new Pool({
    connectionString,
    max: mostConnections,
    types: overrides,
    application_name: 'conformance',
    options: '-c timezone=UTC',
  })
  // An idle connection that the server ends is replaced by the next query.
  pool.on('error', () => undefined)
  const client = {
    ...rawClientOn(pool),
    async $transaction<R>(work: (transaction: RawClient) => Promise<R>): Promise<R> {
      const connection = await pool.connect()
      let broken: Error | undefined
      try {
        await connection.query('BEGIN')
        const result = await work(rawClientOn(connection))
        await connection.query('COMMIT')
        return result
      } catch (error) {
        await connection.query('ROLLBACK').catch((failure: Error) => {
          broken = failure
        })
        throw error
      } finally {
        connection.release(broken)
      }
    },
    $disconnect: () => pool.end(),
  }
  // The models of the bookkeeping tables, and whatever else a script asks for, throw when they are used.
  return new Proxy(client, { get: getOrModel, has: () => true }) as typeof client & ConformanceClient
}

function rawClientOn(queryable: Pick<Pool, 'query'> | Pick<PoolClient, 'query'>): RawClient {
  return {
    async $queryRawUnsafe<T>(query: string, ...values: unknown[]): Promise<T> {
      const { rows } = await queryable.query(query, values.map(toParameter))
      // What a query returns is what its author says.
      return rows as T
    },
    async $executeRawUnsafe(query: string, ...values: unknown[]): Promise<number> {
      return (await queryable.query(query, values.map(toParameter))).rowCount ?? 0
    },
  }
}

function toParameter(value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}

function getOrModel(target: object, name: string | symbol): unknown {
  // A client that is awaited must not look like a promise.
  if (typeof name === 'symbol' || name in target || name === 'then') return Reflect.get(target, name)
  return new Proxy(
    {},
    {
      get() {
        throw new TypeError(
          `context.db.${name} is a model of Prisma: give the conformance kit a createClient to use models.`,
        )
      },
    },
  )
}
