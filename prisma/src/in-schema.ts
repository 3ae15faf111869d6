import type { SqlDriverAdapterFactory, SqlQuery, SqlQueryable } from '@prisma/driver-adapter-utils'

/**
 * Prisma writes the schema of each model into every statement when the client is generated; an application may have put
 * the tables elsewhere. Values are parameters, so that nothing but names is changed.
 */
export function inSchema(factory: SqlDriverAdapterFactory, schema: string): SqlDriverAdapterFactory {
  const prefix = `"${schema.replaceAll('"', '""')}".`
  const redirect = <Queryable extends SqlQueryable>(queryable: Queryable): Queryable => {
    const queryRaw = queryable.queryRaw.bind(queryable)
    const executeRaw = queryable.executeRaw.bind(queryable)
    const elsewhere = (query: SqlQuery) => ({ ...query, sql: query.sql.replaceAll('"data".', () => prefix) })
    queryable.queryRaw = (query) => queryRaw(elsewhere(query))
    queryable.executeRaw = (query) => executeRaw(elsewhere(query))
    return queryable
  }
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const adapter = redirect(await connect())
    const startTransaction = adapter.startTransaction.bind(adapter)
    adapter.startTransaction = async (isolationLevel) => redirect(await startTransaction(isolationLevel))
    return adapter
  }
  return factory
}
