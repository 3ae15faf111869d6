import { appendFile } from 'node:fs/promises'
import { expect, it } from 'vitest'

/** What came of one fault of the suite. */
export interface FaultRecord {
  /** `'F1'` to `'F19'`. */
  fault: string
  title: string
  /** How often the fault was injected. */
  injected: number
  /** Rows that the next pass did not make good. */
  lost: number
  /** Rows written or counted twice, entries that overlapped, writes of a stale holder that landed. */
  doubled: number
  /** Runs left RUNNING, locks left held, passes that didn't end. */
  stuck: number
  /** From each fault until all was well again, or until it was noticed: see `note`. */
  recoveryMs: readonly number[]
  note?: string
}

/** Everything, not only what is quick: in `npm run test:faults`. */
export const isWholeSuite = process.env.DATA_IMPORT_FAULTS === 'all'

/** `it` for faults that mostly wait: beside each other in every check, one after the other where their times are measured. */
export const itSideBySide = isWholeSuite ? it : it.concurrent

/** How often a fault is injected. */
export function times(quick: number, whole: number): number {
  return isWholeSuite ? whole : quick
}

/** Adds a row to the table of the suite, then fails where something was lost, doubled or stuck. */
export async function recordFault(record: FaultRecord): Promise<void> {
  const report = process.env.DATA_IMPORT_FAULT_REPORT
  if (report) await appendFile(report, `${JSON.stringify(record)}\n`)
  const { lost, doubled, stuck } = record
  expect({ lost, doubled, stuck }).toEqual({ lost: 0, doubled: 0, stuck: 0 })
}

/** The value below which so many of a hundred lie. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN
}

/** Numbers from 0 to 1, the same for the same seed: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function createRandom(seed = Number(process.env.DATA_IMPORT_FAULT_SEED ?? 1)): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
