export interface Card {
  id: number
}
export interface CardPage {
  cards: Card[]
  next?: string | null
  total?: number
}

export const cards = (...ids: number[]): Card[] => ids.map((id) => ({ id }))

/** Reads a list to its end, or to its error. */
export async function readAll<Item>(pages: AsyncIterable<{ items: readonly Item[]; next: string | null }>) {
  const items: Item[] = []
  const next: (string | null)[] = []
  const read = async () => {
    for await (const page of pages) {
      items.push(...page.items)
      next.push(page.next)
    }
  }
  const error = await read().then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return { items, next, error }
}
