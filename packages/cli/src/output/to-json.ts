import { escapeJson } from './escape-json.js'

/** One JSON document; whole numbers too large for other readers become strings. */
export function toJson(value: unknown): string {
  const encode = (_key: string, part: unknown) => {
    if (typeof part !== 'bigint') return part
    return part >= Number.MIN_SAFE_INTEGER && part <= Number.MAX_SAFE_INTEGER ? Number(part) : part.toString()
  }
  return escapeJson(`${JSON.stringify(value, encode, 2)}\n`)
}
