/** A class of errors; abstract ones too. */
type ErrorClass = abstract new (...given: never[]) => Error

const base = '@data-import/core/error'

/** The same symbol in each installed copy of this package; `''` is that of all its errors. */
function markerOf(name: string): symbol {
  return Symbol.for(name === '' ? base : `${base}/${name}`)
}

const names = new WeakMap<ErrorClass, string>()

/**
 * Marks the errors of a class, and of those below it, for every installed copy of this package.
 * @param name the same in all copies, also where a bundler calls the class something else
 */
export function markClass(marked: ErrorClass, name: string): void {
  names.set(marked, name)
  Object.defineProperty(marked.prototype, markerOf(name), { value: true })
}

/**
 * Whether an error is one of a marked class.
 * @param asked the class that was asked: one that extends the marked class and has no marker of its own inherits the
 * question, and yet not every error of the marked class is one of its own
 */
export function isOfClass(error: unknown, marked: ErrorClass, asked: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  if (typeof asked === 'function' && asked !== marked) return error instanceof asked
  return markerOf(names.get(marked) ?? '') in error
}
