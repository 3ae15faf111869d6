import { setImmediate as nextTurn } from 'node:timers/promises'
import { isConnectionFailure } from '../errors/database-error.js'

/** How work is batched. */
export interface BatcherOptions {
  /** Items of one statement. Default: 100. */
  most?: number
  /** Whether work may be done again with a part of its items. Default: false. */
  mayRepeat?: boolean
}

interface Waiting<Item, Result> {
  item: Item
  resolve(result: Result): void
  reject(error: unknown): void
}

/**
 * Makes one statement of what is asked for at the same time. Whoever asks later doesn't wait for it.
 *
 * @param work gives a result for each item, in their order. What it throws fails all of them, unless `mayRepeat`: then each is
 * tried alone, so that only the one that the database refuses fails. A broken connection always fails all.
 */
export function createBatcher<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
  { most = 100, mayRepeat = false }: BatcherOptions = {},
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = []

  async function settle(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await work(batch.map(({ item }) => item))
      batch.forEach(({ resolve }, index) => {
        // The work gives one for each.
        resolve(results[index] as Result)
      })
    } catch (error) {
      if (batch.length === 1 || !mayRepeat || isConnectionFailure(error)) for (const { reject } of batch) reject(error)
      else for (const one of batch) await settle([one])
    }
  }

  async function gather(): Promise<void> {
    await nextTurn()
    const gathered = waiting
    waiting = []
    for (let start = 0; start < gathered.length; start += most) void settle(gathered.slice(start, start + most))
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (waiting.length === 1) void gather()
    })
}
