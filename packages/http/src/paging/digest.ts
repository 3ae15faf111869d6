import { hash } from 'node:crypto'
import { textOf } from './identity.js'

/** Tells whether two pages have the same items, and is short enough for a cursor. Of none it is empty. */
export function digestOf(items: readonly unknown[]): string {
  return items.length === 0 ? '' : hash('sha256', textOf(items), 'hex').slice(0, 16)
}
