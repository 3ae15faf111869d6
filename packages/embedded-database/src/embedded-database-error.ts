const marker = Symbol.for('@data-import/embedded-database/error')

/** The embedded database can't be used as things are; the message says what to change. */
export class EmbeddedDatabaseError extends Error {
  readonly [marker] = true

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'EmbeddedDatabaseError'
  }

  /** True for errors of any installed copy of this package, unlike `instanceof`. */
  static isInstance(error: unknown): error is EmbeddedDatabaseError {
    return typeof error === 'object' && error !== null && marker in error
  }
}
