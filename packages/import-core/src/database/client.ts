/**
 * The host's Prisma client as core sees it: structural, so that Prisma 6 and 7, custom outputs,
 * `$extends`ed clients and transaction clients fit without a cast, and nothing of Prisma is imported.
 */
export interface RawClient {
  $queryRawUnsafe<T = unknown>(query: string, ...values: unknown[]): PromiseLike<T>
  $executeRawUnsafe(query: string, ...values: unknown[]): PromiseLike<number>
}

/** A client that can open a transaction. A transaction client can't, and is used as the transaction. */
export interface TransactionalClient extends RawClient {
  $transaction<R>(
    work: (transaction: RawClient) => Promise<R>,
    options?: { maxWait?: number; timeout?: number },
  ): Promise<R>
}

/** What core itself needs of a host's client: raw SQL and the models of the bookkeeping tables. */
export interface DatabaseClient extends RawClient {
  readonly dataSource: object
  readonly dataSourceConfig: object
  readonly dataSourceRun: object
  readonly importLog: object
  readonly importPartition: object
  readonly importLease: object
}

/** A client that has these models, for scripts that use a few: `DataSourceScript<DatabaseWith<'commit'>>`. */
export type DatabaseWith<Model extends string> = RawClient & { readonly [name in Model]: object }

/**
 * Where a host tells once which client its scripts get:
 *
 * ```ts

 * import type { PrismaClient } from './generated/client.js'
 *
 * declare module '@data-import/core' {
 *   interface Register { db: PrismaClient }
 * }
 * ```
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging in the host
export interface Register {}

/** The client of {@link Register}; where none is registered, one on which nothing is checked. */
// biome-ignore lint/suspicious/noExplicitAny: the models are the host's, and a script must compile without registering
export type RegisteredDb = Register extends { db: infer Db } ? Db : any
