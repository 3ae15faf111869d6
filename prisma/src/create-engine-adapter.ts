import { PrismaPg } from '@prisma/adapter-pg'
import {
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import { DatabaseError, type Pool, type QueryResult } from 'pg'

/** https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat */
const charType = 18
const charListType = 1002

/**
 * Prisma's driver adapter, mended where that of 7.10 doesn't do what the schema engine needs:
 * - It cuts a script at each semicolon, those in strings and function bodies too, and runs the pieces one by one. In
 *   one query, as the native engine sends it, Postgres makes it one transaction: a migration is applied or it isn't.
 * - It refuses columns of the type `"char"`, of which the system catalogues have many and which the engine knows: they
 *   pass the adapter as lists of that type.
 */
export function createEngineAdapter(pool: Pool): SqlMigrationAwareDriverAdapterFactory {
  passCharactersAsLists(pool)
  const factory = new PrismaPg(pool)
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const adapter = await connect()
    const queryRaw = adapter.queryRaw.bind(adapter)
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query)
      const { CharacterArray, Character } = ColumnTypeEnum
      return { ...result, columnTypes: result.columnTypes.map((type) => (type === CharacterArray ? Character : type)) }
    }
    adapter.executeScript = async (script) => {
      try {
        await pool.query(script)
      } catch (error) {
        throw toAdapterError(error)
      }
    }
    return adapter
  }
  return factory
}

function passCharactersAsLists(pool: Pool): void {
  const query = pool.query.bind(pool) as (...values: unknown[]) => Promise<QueryResult>
  const patched = async (...values: unknown[]) => {
    const result = await query(...values)
    for (const field of result.fields ?? []) {
      if (field.dataTypeID === charType) field.dataTypeID = charListType
    }
    return result
  }
  // The adapter calls one overload of many, the one that returns a promise.
  pool.query = patched as unknown as Pool['query']
}

/** The shape in which the engine reads errors; it knows no others. */
function toAdapterError(error: unknown): unknown {
  if (!(error instanceof DatabaseError)) return error
  const { code = '', severity = 'ERROR', message, detail, column, hint } = error
  return new DriverAdapterError({ kind: 'postgres', code, severity, message, detail, column, hint })
}
