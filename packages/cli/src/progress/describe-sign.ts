import { formatInstant } from '../output/format-number.js'
import type { RunSign } from '../queries/run-signs.js'

type Sign = Omit<RunSign, 'runId'>

/** A run's status in a word: `died` for one that says RUNNING and isn't. */
export function statusWord(status: string, sign: Sign | undefined): string {
  return sign?.isDead ? 'died' : status
}

/** What is known of a run that never ended; undefined if it is running. */
export function describeDeath(sign: Sign | undefined): string | undefined {
  if (!sign?.isDead) return undefined
  return `its process died at or after ${formatInstant(sign.lastSignAt)}, its last sign; the next pass continues from its last checkpoints: data-import run`
}
