import type { Github } from '../client/github.js'

/** Items of one page that are to be imported. */
export interface RestChangedPage<Item> {
  items: readonly Item[]
  /** Address of the next page; null at the end. */
  next: string | null
}

/** As `changedPages`, over a REST list that is ordered by the last change. */
export async function* restChangedPages<Item>(
  github: Github,
  path: string,
  changedAt: (item: Item) => string,
  { since, until }: { since: Date | null; until: Date | null },
): AsyncGenerator<RestChangedPage<Item>> {
  for (let url: string | null = path; url !== null; ) {
    const answer: { isModified: boolean; body?: Item[]; next?: string | null } = await github.get<Item[]>(url)
    const page = answer.body ?? []
    const oldest = page.at(-1)
    const isPast = since !== null && oldest !== undefined && Date.parse(changedAt(oldest)) < since.getTime()
    url = isPast ? null : (answer.next ?? null)
    yield {
      items: page.filter((item) => {
        const at = Date.parse(changedAt(item))
        return (since === null || at >= since.getTime()) && (until === null || at < until.getTime())
      }),
      next: url,
    }
  }
}
