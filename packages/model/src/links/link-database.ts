/** Any client that takes raw SQL, such as Prisma's. */
export interface LinkDatabase {
  $executeRawUnsafe(query: string, ...values: unknown[]): PromiseLike<number>
  $queryRawUnsafe<Rows>(query: string, ...values: unknown[]): PromiseLike<Rows>
}
