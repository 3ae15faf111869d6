import { hash } from 'node:crypto'

/** Names that vendors give to what makes a record the same one in all of its lists, whatever else of it changes. */
const names = ['id', 'uuid', 'guid', 'sha']

/** Longer ones are shortened: many are remembered at once. */
const longestKey = 64

/** Tells whether two items are the same record: by the vendor's own id, else by all that it holds. */
export function keyOfItem(item: unknown): string {
  if (typeof item === 'object' && item !== null) {
    for (const name of names) {
      // An item is what a foreign answer holds.
      const value = (item as Readonly<Record<string, unknown>>)[name]
      if (typeof value === 'number' || (typeof value === 'string' && value !== '')) return bounded(`${name}:${value}`)
    }
  }
  return bounded(textOf(item))
}

/** As `keyOfItem`, for a cursor: short, of few characters, and without what the record holds. */
export function identityOf(item: unknown): string {
  return hash('sha256', keyOfItem(item), 'hex').slice(0, 12)
}

/** As JSON; what an author makes of an answer may hold what JSON can't. */
export function textOf(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part)) ?? 'undefined'
}

function bounded(key: string): string {
  return key.length > longestKey ? hash('sha256', key, 'base64') : key
}
