import { hash } from 'node:crypto'
import type { PartitionDescription } from '../contract/partition.js'
import { wellFormed } from '../database/well-formed.js'
import { boundText } from '../errors/bound-text.js'

/** Who a partition is: `key` as the script gave it, `ledgerKey` and `name` as they are stored and shown. */
export interface PartitionIdentity {
  key: string
  ledgerKey: string
  name: string
}

/** An index of Postgres holds no longer ones. */
const maximumKeyBytes = 2_000
const maximumNameLength = 1_000

/**
 * Reads a partition as a script gave it, which may be JavaScript that nobody checked.
 * @returns a text instead, saying what is wrong with it.
 */
export function partitionIdentity(
  given: PartitionDescription,
  redact: (text: string) => string,
): PartitionIdentity | string {
  const { key: givenKey, name: givenName } = (given ?? {}) as { key?: unknown; name?: unknown }
  const isNumber = (typeof givenKey === 'number' && Number.isFinite(givenKey)) || typeof givenKey === 'bigint'
  const key = isNumber ? String(givenKey) : givenKey
  if (typeof key !== 'string' || key === '') return 'A partition without a key was given: its key must be a text.'
  const bytes = Buffer.byteLength(key)
  if (bytes > maximumKeyBytes) {
    return `A partition's key has ${bytes} bytes, and at most ${maximumKeyBytes} are allowed: ${redact(key.slice(0, 100))}…`
  }
  // Shown and stored without secrets and as Postgres can hold it; the walk itself gets what the script gave.
  const shown = wellFormed(redact(key))
  const ledgerKey = shown === wellFormed(key) ? shown : `${shown} #${mark(key)}`
  const name = typeof givenName === 'string' && givenName !== '' ? wellFormed(redact(givenName)) : shown
  return { key, ledgerKey, name: boundText(name, maximumNameLength) }
}

/**
 * Keeps two keys apart that differ in a secret alone. So few bits tell nobody which of two guesses at the secret is right; keys of one
 * script whose marks are equal too are refused.
 */
function mark(key: string): string {
  return hash('sha256', key, 'hex').slice(0, 4)
}
