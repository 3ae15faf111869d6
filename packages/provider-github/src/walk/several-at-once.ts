/**
 * Asks for several items at once and gives the answers in the items' order. After a failure no other is begun.
 * @param most how many at once
 */
export async function severalAtOnce<Item, Result>(
  items: readonly Item[],
  most: number,
  ask: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  let hasFailed = false
  async function askInTurn(): Promise<void> {
    while (next < items.length && !hasFailed) {
      const at = next++
      try {
        // The index is below the length.
        results[at] = await ask(items[at] as Item)
      } catch (error) {
        hasFailed = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, askInTurn))
  return results
}
