/** What to do about an error: try again, change the configuration, or stop and look at the code. */
export type Recovery = 'retry' | 'configure' | 'stop'

const marker = Symbol.for('@data-import/core/error')

/** Base of every error that this package throws. */
export abstract class ImportError extends Error {
  abstract readonly recovery: Recovery
  readonly [marker] = true

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
  }

  /** True for errors of any installed copy of this package, unlike `instanceof`. */
  static isInstance(error: unknown): error is ImportError {
    return typeof error === 'object' && error !== null && marker in error
  }
}

/** The configuration of the data source, the providers or the call is wrong; the message says what to change. */
export class ConfigurationError extends ImportError {
  readonly recovery = 'configure'
}

/** The database lacks a table or column that is needed, or has an older schema. */
export class TableMismatchError extends ImportError {
  readonly recovery = 'configure'
}

/** A passing fault of an outside system; the next pass tries again. */
export class TransientError extends ImportError {
  readonly recovery = 'retry'
}

/** The lock is no longer held, or somebody else took it since: nothing more may be written. */
export class LockLostError extends ImportError {
  readonly recovery = 'retry'
}

/** The pass was asked to end (signal, deadline); what was checkpointed is kept. */
export class PassStoppedError extends ImportError {
  readonly recovery = 'retry'
}
