import type { LockMode } from '@data-import/core'
import { InvalidArgumentError, Option } from 'commander'

/** Collects an option that can be repeated. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value]
}

/** A whole number from 1. */
export function parseCount(text: string): number {
  const count = Number(text)
  if (!Number.isSafeInteger(count) || count < 1) throw new InvalidArgumentError('It must be a whole number from 1.')
  return count
}

/** A port; 0 takes a free one. */
export function parsePort(text: string): number {
  const port = text.trim() === '' ? Number.NaN : Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidArgumentError('It must be a port: a whole number up to 65535.')
  }
  return port
}

/** Seconds from 0, fractions allowed. */
export function parseSeconds(text: string): number {
  const seconds = text.trim() === '' ? Number.NaN : Number(text)
  if (!(seconds >= 0) || !Number.isFinite(seconds)) throw new InvalidArgumentError('It must be seconds from 0.')
  return seconds
}

/** Seconds above 0, fractions allowed. */
export function parseTimeout(text: string): number {
  const seconds = parseSeconds(text)
  if (seconds === 0) throw new InvalidArgumentError('It must be seconds above 0; leave it out for no limit.')
  return seconds
}

const lockModes: readonly LockMode[] = ['session', 'transaction', 'lease']

/** How the lock of a pass is kept: for `postgresLock`. */
export const createLockModeOption = () =>
  new Option('--lock-mode <mode>', 'how the lock is kept; transaction or lease behind a transaction pooler')
    .choices(lockModes)
    .default('session' satisfies LockMode)

/** Whether scripts run on workers instead of in this process. */
export const workersOption = [
  '--workers',
  'run the scripts on workers (data-import worker), not in this process',
] as const

/** The orchestrator's option of `--script-timeout`. */
export function scriptTimeoutOf({ scriptTimeout }: { scriptTimeout?: number }): { scriptTimeoutMs?: number } {
  return scriptTimeout === undefined ? {} : { scriptTimeoutMs: scriptTimeout * 1_000 }
}

/** `2026-01-31`, at midnight UTC, or an instant `2026-01-31T08:00:00Z`. */
export function parseInstant(text: string): Date {
  const isInstant = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text)
  const instant = new Date(isInstant ? text : Number.NaN)
  const isRealDay =
    !Number.isNaN(instant.getTime()) && new Date(text.slice(0, 10)).toISOString().startsWith(text.slice(0, 10))
  if (!isRealDay) {
    throw new InvalidArgumentError('It must be a date such as 2026-01-31, or an instant such as 2026-01-31T08:00:00Z.')
  }
  return instant
}

/** An address. An empty one comes from a variable that the shell doesn't know, and isn't a wish for another database. */
export function parseAddress(value: string): string {
  if (value === '') throw new InvalidArgumentError('It is empty: is the variable set in this shell?')
  return value
}
