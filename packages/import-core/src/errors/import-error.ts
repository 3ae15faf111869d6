import { markClass } from './class-marker.js'

/** What to do about an error: try again, change the configuration, or stop and look at the code. */
export type Recovery = 'retry' | 'configure' | 'stop'

/** Base of every error that this package throws. Each class says by `isInstance` what is one of its own. */
export abstract class ImportError extends Error {
  abstract readonly recovery: Recovery

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    // Bundlers put an underscore in front of a class that names itself inside of its own body.
    this.name = new.target.name.replace(/^_+/, '')
  }

  /**
   * True for errors of this class and of those below it, of any installed copy of this package, unlike `instanceof`. A class
   * of your own that extends one of these knows its own errors, of its own copy alone.
   */
  static readonly isInstance: (error: unknown) => error is ImportError = markClass(ImportError, '')
}

/** The configuration of the data source, the providers or the call is wrong; the message says what to change. */
export class ConfigurationError extends ImportError {
  readonly recovery = 'configure'

  /** True for errors of this class, of any installed copy of this package. */
  static override readonly isInstance: (error: unknown) => error is ConfigurationError = markClass(
    ConfigurationError,
    'ConfigurationError',
  )
}

/** The database lacks a table or column that is needed, or has an older schema. */
export class TableMismatchError extends ImportError {
  readonly recovery = 'configure'

  /** True for errors of this class, of any installed copy of this package. */
  static override readonly isInstance: (error: unknown) => error is TableMismatchError = markClass(
    TableMismatchError,
    'TableMismatchError',
  )
}

/** A passing fault of an outside system; the next pass tries again. */
export class TransientError extends ImportError {
  readonly recovery = 'retry'

  /** True for errors of this class, of any installed copy of this package. */
  static override readonly isInstance: (error: unknown) => error is TransientError = markClass(
    TransientError,
    'TransientError',
  )
}

/**
 * The outside system's quota is used up for longer than the pass can wait. What was checkpointed is kept; partitions that
 * have not ended become INCOMPLETE, the run PARTIAL, and the next pass continues.
 */
export class QuotaExhaustedError extends ImportError {
  readonly recovery = 'retry'
  /** When the quota is there again, by this process's clock; null if it isn't known. */
  readonly retryAt: Date | null

  constructor(message: string, options: { cause?: unknown; retryAt?: Date | null } = {}) {
    super(message, options)
    this.retryAt = options.retryAt ?? null
  }

  /** True for errors of this class, of any installed copy of this package. */
  static override readonly isInstance: (error: unknown) => error is QuotaExhaustedError = markClass(
    QuotaExhaustedError,
    'QuotaExhaustedError',
  )
}

/** The lock is no longer held, or somebody else took it since: nothing more may be written. */
export class LockLostError extends ImportError {
  readonly recovery = 'retry'

  /** True for errors of this class, of any installed copy of this package. */
  static override readonly isInstance: (error: unknown) => error is LockLostError = markClass(
    LockLostError,
    'LockLostError',
  )
}

/** The pass was asked to end (signal, deadline); what was checkpointed is kept. */
export class PassStoppedError extends ImportError {
  readonly recovery = 'retry'

  /** True for errors of this class, of any installed copy of this package. */
  static override readonly isInstance: (error: unknown) => error is PassStoppedError = markClass(
    PassStoppedError,
    'PassStoppedError',
  )
}

/** A script took longer than its timeout. What was checkpointed is kept, and the next pass continues there. */
export class ScriptTimeoutError extends ImportError {
  readonly recovery = 'retry'

  /** True for errors of this class, of any installed copy of this package. */
  static override readonly isInstance: (error: unknown) => error is ScriptTimeoutError = markClass(
    ScriptTimeoutError,
    'ScriptTimeoutError',
  )
}
