/** A class of errors; abstract ones too. */
type ErrorClass<Made extends Error> = abstract new (...given: never[]) => Made

const base = '@data-import/core/error'

/**
 * Marks the errors of a class, and of those below it, for every installed copy of this package, and makes what finds the mark.
 *
 * @param name the same in all copies, also where a bundler calls the class something else; `''` for all errors of the package
 */
export function markClass<Made extends Error>(
  marked: ErrorClass<Made>,
  name: string,
): (error: unknown) => error is Made {
  const marker = Symbol.for(name === '' ? base : `${base}/${name}`)
  Object.defineProperty(marked.prototype, marker, { value: true })
  return function isInstance(this: unknown, error: unknown): error is Made {
    if (typeof error !== 'object' || error === null) return false
    // A class that extends the marked one inherits the check, and yet not every error of that one is one of its own.
    if (typeof this === 'function' && this !== marked) return error instanceof this
    return marker in error
  }
}
