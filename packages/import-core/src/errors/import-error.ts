import { isOfClass, markClass } from './class-marker.js'

/** What to do about an error: try again, change the configuration, or stop and look at the code. */
export type Recovery = 'retry' | 'configure' | 'stop'

/** Base of every error that this package throws. Each class says by `isInstance` what is one of its own. */
export abstract class ImportError extends Error {
  static {
    markClass(ImportError, '')
  }
  abstract readonly recovery: Recovery

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
  }

  /**
   * True for errors of this class and of those below it, of any installed copy of this package, unlike `instanceof`. A class
   * of your own that extends one of these knows its own errors, of its own copy alone.
   */
  static isInstance(error: unknown): error is ImportError {
    return isOfClass(error, ImportError, this)
  }
}

/** The configuration of the data source, the providers or the call is wrong; the message says what to change. */
export class ConfigurationError extends ImportError {
  static {
    markClass(ConfigurationError, 'ConfigurationError')
  }
  readonly recovery = 'configure'

  /** True for errors of this class, of any installed copy of this package. */
  static override isInstance(error: unknown): error is ConfigurationError {
    return isOfClass(error, ConfigurationError, this)
  }
}

/** The database lacks a table or column that is needed, or has an older schema. */
export class TableMismatchError extends ImportError {
  static {
    markClass(TableMismatchError, 'TableMismatchError')
  }
  readonly recovery = 'configure'

  /** True for errors of this class, of any installed copy of this package. */
  static override isInstance(error: unknown): error is TableMismatchError {
    return isOfClass(error, TableMismatchError, this)
  }
}

/** A passing fault of an outside system; the next pass tries again. */
export class TransientError extends ImportError {
  static {
    markClass(TransientError, 'TransientError')
  }
  readonly recovery = 'retry'

  /** True for errors of this class, of any installed copy of this package. */
  static override isInstance(error: unknown): error is TransientError {
    return isOfClass(error, TransientError, this)
  }
}

/**
 * The outside system's quota is used up for longer than the pass can wait. What was checkpointed is kept; partitions that
 * have not ended become INCOMPLETE, the run PARTIAL, and the next pass goes on.
 */
export class QuotaExhaustedError extends ImportError {
  static {
    markClass(QuotaExhaustedError, 'QuotaExhaustedError')
  }
  readonly recovery = 'retry'
  /** When the quota is there again, by this process's clock; null if it isn't known. */
  readonly retryAt: Date | null

  constructor(message: string, options: ErrorOptions & { retryAt?: Date | null } = {}) {
    super(message, options)
    this.retryAt = options.retryAt ?? null
  }

  /** True for errors of this class, of any installed copy of this package. */
  static override isInstance(error: unknown): error is QuotaExhaustedError {
    return isOfClass(error, QuotaExhaustedError, this)
  }
}

/** The lock is no longer held, or somebody else took it since: nothing more may be written. */
export class LockLostError extends ImportError {
  static {
    markClass(LockLostError, 'LockLostError')
  }
  readonly recovery = 'retry'

  /** True for errors of this class, of any installed copy of this package. */
  static override isInstance(error: unknown): error is LockLostError {
    return isOfClass(error, LockLostError, this)
  }
}

/** The pass was asked to end (signal, deadline); what was checkpointed is kept. */
export class PassStoppedError extends ImportError {
  static {
    markClass(PassStoppedError, 'PassStoppedError')
  }
  readonly recovery = 'retry'

  /** True for errors of this class, of any installed copy of this package. */
  static override isInstance(error: unknown): error is PassStoppedError {
    return isOfClass(error, PassStoppedError, this)
  }
}

/** A script took longer than its timeout. What was checkpointed is kept, and the next pass goes on there. */
export class ScriptTimeoutError extends ImportError {
  static {
    markClass(ScriptTimeoutError, 'ScriptTimeoutError')
  }
  readonly recovery = 'retry'

  /** True for errors of this class, of any installed copy of this package. */
  static override isInstance(error: unknown): error is ScriptTimeoutError {
    return isOfClass(error, ScriptTimeoutError, this)
  }
}
