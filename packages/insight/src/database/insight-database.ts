/** Any client that takes raw SQL, such as Prisma's, or the `db` of a step after the pass. */
export interface InsightDatabase {
  $executeRawUnsafe(query: string, ...values: unknown[]): PromiseLike<number>
  $queryRawUnsafe<Rows>(query: string, ...values: unknown[]): PromiseLike<Rows>
}

/** A client that can begin a transaction, as Prisma's can outside of one. */
export interface TransactionalDatabase extends InsightDatabase {
  $transaction<R>(
    work: (transaction: InsightDatabase) => Promise<R>,
    options?: { maxWait?: number; timeout?: number },
  ): Promise<R>
}

/** Long enough for the first link of a large database; Prisma's own 5 s are not. */
const limits = { maxWait: 60_000, timeout: 600_000 }

/** Does the work in one transaction: a new one, or that which the client already is. */
export function inOneTransaction<R>(
  db: InsightDatabase | TransactionalDatabase,
  work: (transaction: InsightDatabase) => Promise<R>,
): Promise<R> {
  // A copy: Prisma writes the transaction's id into the options.
  return '$transaction' in db ? db.$transaction(work, { ...limits }) : work(db)
}
