import { inspect } from 'node:util'

const maximumDepth = 8
const maximumErrors = 20

type Text = (given: string) => string

/**
 * A copy of the error whose message, stack, causes and own fields went through `text`, and their names as well. What its
 * class has beyond that of errors is not asked again: getters become what they say now, and what makes a text or JSON of
 * it (`toJSON`, `toString`, `inspect`) becomes the copy's own. Anything else that was thrown becomes an `Error`.
 */
export function redactError(given: unknown, text: Text, depth = 0): Error {
  if (!isError(given)) return new Error(text(describe(given)))
  if (depth > maximumDepth) return new Error('(and further causes)')
  const copy = Object.create(prototypeOf(given)) as Error
  const define = (key: PropertyKey, value: unknown, enumerable: boolean) =>
    Object.defineProperty(copy, nameOf(key, text), { value, enumerable, writable: true, configurable: true })
  for (const key of inheritedKeys(given)) {
    const value = conversions.has(key) ? undefined : read(given, key)
    if (typeof value === 'string') define(key, text(value), false)
    else if (typeof value === 'number' || typeof value === 'boolean') define(key, value, false)
    else define(key, undefined, false)
  }
  for (const key of ownKeys(given)) {
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
  if (conversionsOf(given)) defineConversions(copy)
  return copy
}

/** What reads an error without being told to: `JSON.stringify`, a template, `console.log`. */
const conversions: ReadonlySet<PropertyKey> = new Set([
  'toJSON',
  'toString',
  'valueOf',
  'toLocaleString',
  Symbol.toPrimitive,
  inspect.custom,
])

function conversionsOf(given: Error): boolean {
  return [...inheritedKeys(given), ...ownKeys(given)].some((key) => conversions.has(key))
}

function defineConversions(copy: Error): void {
  const shown = () => copy.stack ?? copy.message
  const value = (make: () => unknown) => ({ value: make, enumerable: false, writable: true, configurable: true })
  Object.defineProperties(copy, {
    toJSON: value(() => ({ ...copy, name: copy.name, message: copy.message })),
    toString: value(() => `${copy.name}: ${copy.message}`),
    toLocaleString: value(() => `${copy.name}: ${copy.message}`),
    valueOf: value(() => copy),
    [Symbol.toPrimitive]: value(() => `${copy.name}: ${copy.message}`),
    [inspect.custom]: value(shown),
  })
}

/** Getters and conversions of the error's class and those above, below what the language itself has. */
function inheritedKeys(given: Error): PropertyKey[] {
  const keys: PropertyKey[] = []
  let level = prototypeOf(given)
  for (let depth = 0; depth < maximumDepth && level !== null && !builtIn.has(level); depth++) {
    for (const key of ownKeys(level)) {
      const isGetter = typeof descriptorOf(level, key)?.get === 'function'
      if (key !== '__proto__' && (isGetter || conversions.has(key))) keys.push(key)
    }
    level = prototypeOf(level)
  }
  return keys
}

const builtIn: ReadonlySet<object> = new Set(
  [Object, Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError, AggregateError].map(
    ({ prototype }) => prototype as object,
  ),
)

/** Names and symbols may be made of anything, too. */
function nameOf(key: PropertyKey, text: Text): PropertyKey {
  if (typeof key === 'string') return text(key)
  const { description } = key as symbol
  return description !== undefined && text(description) !== description ? Symbol(text(description)) : key
}

/** Every look at it may throw where it is a proxy. */
function prototypeOf(given: object): object | null {
  return attempt(() => Object.getPrototypeOf(given) as object | null) ?? Error.prototype
}

function ownKeys(given: object): PropertyKey[] {
  return attempt(() => Reflect.ownKeys(given)) ?? []
}

function descriptorOf(given: object, key: PropertyKey): PropertyDescriptor | undefined {
  return attempt(() => Object.getOwnPropertyDescriptor(given, key))
}

function read(given: object, key: PropertyKey): unknown {
  return attempt(() => (given as Record<PropertyKey, unknown>)[key])
}

function attempt<R>(look: () => R): R | undefined {
  try {
    return look()
  } catch {
    return undefined
  }
}

function describe(given: unknown): string {
  if (typeof given === 'string') return given
  return attempt(() => inspect(given, { depth: 4, maxStringLength: null })) ?? `(${typeof given} that can't be shown)`
}

function isError(given: unknown): given is Error {
  return attempt(() => given instanceof Error) === true
}
