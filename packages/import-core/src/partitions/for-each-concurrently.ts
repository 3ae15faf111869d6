/**
 * Works through a sequence with a bounded number of workers; stops taking items when a worker throws or it is told to.
 * @returns whether it came to the end of the sequence.
 */
export async function forEachConcurrently<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  concurrency: number,
  work: (item: Item) => Promise<void>,
  isStopped: () => boolean = () => false,
): Promise<boolean> {
  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]()
  let isFailed = false
  let isExhausted = false
  const worker = async () => {
    while (!isFailed && !isStopped()) {
      const next = await iterator.next()
      if (next.done) {
        isExhausted = true
        return
      }
      await work(next.value)
    }
  }
  const workers = Array.from({ length: concurrency }, () =>
    worker().catch((error: unknown) => {
      isFailed = true
      throw error
    }),
  )
  const settled = await Promise.allSettled(workers)
  const failed = settled.find((result) => result.status === 'rejected')
  if (!isExhausted) await iterator.return?.()
  if (failed) throw failed.reason
  return isExhausted
}
