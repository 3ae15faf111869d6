/** What the adapter uses of a Prisma client, whichever version generated it. */
export interface SpecificationDatabase {
  $extends(extension: object): unknown
  dataSource: {
    findUniqueOrThrow(args: { where: { id: string } }): PromiseLike<{ organizationId: string; provider: string }>
    findMany(args: {
      where: { organizationId: string; provider: { not: string } }
      select: { id: true }
    }): PromiseLike<{ id: string }[]>
  }
}

/** One call of a model's method, as Prisma hands it to an extension of all models. */
export interface ModelOperation {
  /** Name of the model in the Prisma schema, such as `PullRequest`. */
  model: string
  operation: string
  args: unknown
  /** Runs the call with these arguments. */
  query(args: unknown): Promise<unknown>
}
