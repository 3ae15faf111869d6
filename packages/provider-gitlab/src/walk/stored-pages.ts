/** What of a query comes next. */
export interface StoredPage {
  after?: string
  limit: number
}

/** Rows of a query, page by page in the order of `externalId`. @param from `externalId` of the last row that isn't wanted any more */
export async function* storedPages<Row extends { externalId: string }>(
  query: (page: StoredPage) => Promise<Row[]>,
  { limit = 10_000, from = null }: { limit?: number; from?: string | null } = {},
): AsyncGenerator<Row[]> {
  for (let after = from; ; ) {
    const page = await query({ limit, ...(after !== null && { after }) })
    if (page.length > 0) yield page
    if (page.length < limit) return
    after = page.at(-1)?.externalId ?? null
  }
}
