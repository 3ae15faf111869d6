import { keyOfItem } from './identity.js'

/** Which items of a list have come, as far as memory should hold them. */
export interface KnownItems {
  /** Whether the item has come before. */
  has(item: unknown): boolean
  /** Takes note of a page. @returns how many of its items are new */
  add(items: readonly unknown[]): number
}

/** Items that are remembered at least; twice as many at most. */
const leastRemembered = 20_000

/** Remembers the last items of a list in two halves, the older of which is forgotten when the newer one is full. */
export function createKnownItems(): KnownItems {
  let newer = new Set<string>()
  let older = new Set<string>()
  const isKnown = (key: string) => newer.has(key) || older.has(key)
  return {
    has: (item) => isKnown(keyOfItem(item)),
    add(items) {
      let fresh = 0
      for (const item of items) {
        const key = keyOfItem(item)
        if (!isKnown(key)) fresh++
        newer.add(key)
      }
      if (newer.size >= leastRemembered) {
        older = newer
        newer = new Set()
      }
      return fresh
    },
  }
}
