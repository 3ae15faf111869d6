/** Any client that takes raw SQL, such as Prisma's. */
export interface LedgerDatabase {
  $queryRawUnsafe<Rows>(query: string, ...values: unknown[]): PromiseLike<Rows>
}

/** Where the tables are. */
export interface LedgerOptions {
  /** Postgres schema of the tables. Default: `'data'`. */
  schema?: string
}

/** A table in SQL. */
export function quoteTable(schema: string, table: string): string {
  return `"${schema.replaceAll('"', '""')}"."${table}"`
}
