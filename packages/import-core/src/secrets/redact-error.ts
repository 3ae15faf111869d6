import { inspect } from 'node:util'

const maximumDepth = 8
const maximumErrors = 20

/**
 * A copy of the error whose message, stack, causes and own fields went through `text`. Own data properties only, because
 * the accessors of some kinds (DOMException) refuse a copy. Anything else that was thrown becomes an `Error`.
 */
export function redactError(given: unknown, text: (given: string) => string, depth = 0): Error {
  if (!(given instanceof Error)) return new Error(text(describe(given)))
  if (depth > maximumDepth) return new Error('(and further causes)')
  const copy = Object.create(Object.getPrototypeOf(given) as object) as Error
  const define = (key: PropertyKey, value: unknown, enumerable: boolean) =>
    Object.defineProperty(copy, key, { value, enumerable, writable: true, configurable: true })
  for (const key of Reflect.ownKeys(given)) {
    const value = read(given, key)
    if (value instanceof Error) define(key, redactError(value, text, depth + 1), key !== 'cause')
    else if (typeof value === 'string') define(key, text(value), true)
    else if (typeof value === 'number' || typeof value === 'boolean' || value === null)
      define(key, value, typeof key === 'string')
    else if (value instanceof Date) define(key, new Date(value), true)
    else if (key === 'errors' && Array.isArray(value)) {
      const errors = value.slice(0, maximumErrors).map((one: unknown) => redactError(one, text, depth + 1))
      define(key, errors, false)
    } else if (key === 'cause') define(key, redactError(value, text, depth + 1), false)
  }
  for (const key of ['name', 'message', 'stack'] as const) define(key, text(describe(read(given, key))), false)
  return copy
}

/** A getter, or a proxy, may throw. */
function read(given: object, key: PropertyKey): unknown {
  try {
    return (given as Record<PropertyKey, unknown>)[key]
  } catch {
    return undefined
  }
}

function describe(given: unknown): string {
  if (typeof given === 'string') return given
  try {
    return inspect(given, { depth: 4, maxStringLength: null })
  } catch {
    return `(${typeof given} that can't be shown)`
  }
}
