import { ConfigurationError, ImportError } from './import-error.js'

/**
 * Reads what a host or a script gave. Where even looking at it fails (a getter that throws, a proxy, something else than
 * was expected), the error says what is wrong instead of where.
 * @throws {ConfigurationError}
 */
export function checkReadable<R>(what: string, read: () => R): R {
  try {
    return read()
  } catch (error) {
    if (ImportError.isInstance(error)) throw error
    const reason = error instanceof Error ? error.message : typeof error
    throw new ConfigurationError(`${what} can't be read: ${reason}`, { cause: error })
  }
}
