import { createTurns } from '../locks/create-turns.js'

/**
 * Works through a sequence with a bounded number of workers; stops taking items when a worker throws or it is told to. Like
 * `for await` it asks for one item at a time: an iterator made by hand may lose items when it is asked twice at once.
 * @returns whether it came to the end of the sequence.
 */
export async function forEachConcurrently<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  concurrency: number,
  work: (item: Item) => Promise<void>,
  isStopped: () => boolean = () => false,
): Promise<boolean> {
  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]()
  const inTurn = createTurns()
  let isFailed = false
  let isExhausted = false
  const isEnded = () => isExhausted || isFailed || isStopped()
  const take = () =>
    inTurn(async () => {
      if (isEnded()) return undefined
      const next = await iterator.next()
      if (next.done) isExhausted = true
      return next.done ? undefined : { item: next.value }
    })
  const worker = async () => {
    for (let taken = await take(); taken; taken = await take()) await work(taken.item)
  }
  const workers = Array.from({ length: concurrency }, () =>
    worker().catch((error: unknown) => {
      isFailed = true
      throw error
    }),
  )
  const settled = await Promise.allSettled(workers)
  const failed = settled.find((result) => result.status === 'rejected')
  try {
    if (!isExhausted) await iterator.return?.()
  } catch (error) {
    if (!failed) throw error
  }
  if (failed) throw failed.reason
  return isExhausted
}
