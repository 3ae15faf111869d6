import { checkReadable } from '../errors/check-readable.js'
import { ConfigurationError } from '../errors/import-error.js'
import type { RunOptions } from './options.js'

interface Wiring {
  db: unknown
  lock: unknown
  schema?: unknown
  concurrency?: unknown
  minimumLookMs?: unknown
  isAllowedAddress?: unknown
  aroundRun?: unknown
  aroundPass?: unknown
  logger?: unknown
}

/**
 * Refuses a wiring that no pass could use: hosts may be JavaScript.
 * @throws {ConfigurationError}
 */
export function validateWiring(options: Wiring): void {
  const { db, lock, schema = 'data', concurrency = 1, minimumLookMs = 0, logger, ...hooks } = options ?? {}
  if (!hasFunction(db, '$queryRawUnsafe') || !hasFunction(db, '$executeRawUnsafe')) {
    throw new ConfigurationError('db must be a Prisma client.')
  }
  if (!hasFunction(lock, 'acquire')) throw new ConfigurationError('lock must be made by postgresLock.')
  if (typeof schema !== 'string' || !isIdentifier(schema)) {
    throw new ConfigurationError('schema must be the name of a Postgres schema, of 1 to 63 bytes.')
  }
  if (!Number.isInteger(concurrency) || Number(concurrency) < 1) {
    throw new ConfigurationError(`concurrency must be a whole number from 1, not ${show(concurrency)}.`)
  }
  if (!Number.isInteger(minimumLookMs) || Number(minimumLookMs) < 0) {
    throw new ConfigurationError(`minimumLookMs must be a whole number from 0, not ${show(minimumLookMs)}.`)
  }
  for (const name of ['isAllowedAddress', 'aroundRun', 'aroundPass'] as const) {
    const hook = hooks[name]
    if (hook !== undefined && typeof hook !== 'function') {
      throw new ConfigurationError(`${name} must be a function, not ${show(hook)}.`)
    }
  }
  const levels = ['debug', 'info', 'warn', 'error']
  if (logger !== undefined && !levels.every((level) => hasFunction(logger, level))) {
    throw new ConfigurationError('logger must have the functions debug, info, warn and error, as that of pino has.')
  }
}

/**
 * Refuses options that mean nothing, before a lock is taken.
 * @throws {ConfigurationError}
 */
export function validateRunOptions(options: RunOptions): void {
  checkReadable('The options of the pass', () => checkRunOptions(options))
}

function checkRunOptions(options: RunOptions): void {
  if (typeof options !== 'object' || options === null) throw new ConfigurationError('run takes an object of options.')
  const {
    dataSources,
    resources,
    force,
    window,
    timeBudgetMs,
    drainSignal,
    signal,
  }: Partial<Record<keyof RunOptions, unknown>> = options
  for (const [name, names] of Object.entries({ dataSources, resources })) {
    if (names !== undefined && !(Array.isArray(names) && names.every((one) => typeof one === 'string'))) {
      throw new ConfigurationError(`${name} must be a list of names.`)
    }
  }
  if (force !== undefined && typeof force !== 'boolean') throw new ConfigurationError('force must be true or false.')
  if (window !== undefined && !isWindow(window)) {
    throw new ConfigurationError('window: startDate must be a valid date before endDate.')
  }
  if (timeBudgetMs !== undefined && !(typeof timeBudgetMs === 'number' && timeBudgetMs >= 0)) {
    throw new ConfigurationError(`timeBudgetMs must be a number of milliseconds from 0, not ${show(timeBudgetMs)}.`)
  }
  for (const [name, given] of Object.entries({ drainSignal, signal })) {
    if (given !== undefined && !(given instanceof AbortSignal)) {
      throw new ConfigurationError(`${name} must be an AbortSignal.`)
    }
  }
}

function isWindow(given: unknown): boolean {
  const { startDate, endDate } = (given ?? {}) as { startDate?: unknown; endDate?: unknown }
  return startDate instanceof Date && endDate instanceof Date && startDate < endDate
}

function isIdentifier(name: string): boolean {
  return name !== '' && Buffer.byteLength(name) <= 63 && !name.includes('\0') && name.isWellFormed()
}

function hasFunction(given: unknown, name: string): boolean {
  return (
    (typeof given === 'object' || typeof given === 'function') &&
    given !== null &&
    typeof (given as Record<string, unknown>)[name] === 'function'
  )
}

function show(given: unknown): string {
  return typeof given === 'number' || typeof given === 'string' ? String(given).slice(0, 40) : typeof given
}
