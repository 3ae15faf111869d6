import { randomUUID } from 'node:crypto'
import type { SaveResult } from '../contract/execution-context.js'
import type { RunIdentity } from '../contract/pass-event.js'
import type { RawClient } from '../database/client.js'
import { isConnectionFailure } from '../errors/database-error.js'
import type { Lease } from '../locks/pass-lock.js'
import {
  deleteShare,
  insertParticipant,
  lockParticipant,
  readClaim,
  readShareCounts,
  recordClaim,
  recordCounts,
  recordGivenBack,
  recordWalkEnd,
  type ShareCounts,
} from '../locks/share-statements.js'
import type { Claim, RunShare } from '../partitions/run-share.js'
import type { PartitionOutcome } from '../partitions/walk-partition.js'

/** What a worker's part in a run is made from. */
export interface ShareScope {
  db: RawClient
  schema: string
  identity: RunIdentity
  lease: Pick<Lease, 'acquireResource'>
  isLeader: boolean
}

/** How a part in a run writes, as its context does. */
export interface ShareWriter {
  saved: Readonly<SaveResult>
  inFencedTransaction(what: string, work: (transaction: RawClient) => Promise<void>): Promise<void>
}

/** The part of one worker in a run whose partitions several walk. */
export interface ContextShare extends RunShare {
  /** Refuses to write once another worker has taken over. */
  lock(transaction: RawClient): Promise<void>
  /** Rows that are written through this writer count as this worker's. */
  writeWith(writer: ShareWriter): void
  /** Settles when a helper has nothing left to claim. */
  nothingLeft: Promise<void>
  /** Rows that other workers have written. */
  othersCounts(): Promise<ShareCounts>
  /** The run has ended. */
  forget(): Promise<void>
}

const what = 'sharing a run'

/** Joins a run, or begins to share it. */
export async function createContextShare(scope: ShareScope): Promise<ContextShare> {
  const { db, schema, identity, lease, isLeader } = scope
  const { runId, dataSourceId, resource } = identity
  const me = randomUUID()
  await insertParticipant(db, schema, runId, me)
  let writer: ShareWriter | undefined
  let calls = 0
  let tellNothingLeft: () => void = () => undefined
  const nothingLeft = new Promise<void>((resolve) => {
    tellNothingLeft = resolve
  })
  /** The leader's are counted where it ends the run. */
  const count = async (transaction: RawClient) => {
    if (isLeader || !writer) return
    const { inserted, updated, failed } = writer.saved
    await recordCounts(transaction, schema, runId, { participant: me, imported: inserted + updated, failed })
  }
  const record = (work: (transaction: RawClient) => Promise<void>) => writer?.inFencedTransaction(what, work)

  /** Where a connection breaks, the partition is asked for again: the lock's own says whether this worker may go on. */
  function claim(key: string): Promise<Claim> {
    return tryClaim(key).catch((error: unknown) => {
      if (isConnectionFailure(error)) return { is: 'taken' }
      throw error
    })
  }

  async function tryClaim(key: string): Promise<Claim> {
    const known = await readClaim(db, schema, runId, key)
    if (known?.outcome) return endedAs(known.outcome)
    const lock = await lease.acquireResource(dataSourceId, `${resource}/${runId}/${key}`)
    if (!lock) return { is: 'taken' }
    let isEnded = false
    try {
      // Whoever had it may have ended it before it gave it back.
      const earlier = await readClaim(db, schema, runId, key)
      if (earlier?.outcome) {
        await lock.release()
        return endedAs(earlier.outcome)
      }
      let isMine = false
      await record(async (transaction) => {
        isMine = await recordClaim(transaction, schema, runId, { key, participant: me, earlier })
      })
      if (!isMine) {
        await lock.release()
        return { is: 'taken' }
      }
      return {
        is: 'mine',
        isContinued: earlier !== undefined,
        async end(outcome) {
          const { error: _error, ...told } = outcome
          await record(async (transaction) => {
            await recordWalkEnd(transaction, schema, runId, { key, outcome: JSON.stringify(told) })
            await count(transaction)
          })
          isEnded = true
        },
        async giveBack() {
          try {
            if (isEnded) return
            await record(async (transaction) => {
              await recordGivenBack(transaction, schema, runId, key)
              await count(transaction)
            })
          } catch {
            // Who takes it over refuses what this worker still writes.
          } finally {
            await lock.release()
          }
        },
      }
    } catch (error) {
      await lock.release()
      throw error
    }
  }

  return {
    isLeader,
    claim,
    callBegun: () => void calls++,
    callEnded() {
      if (--calls === 0) tellNothingLeft()
    },
    nothingLeft,
    lock: (transaction) => lockParticipant(transaction, schema, runId, me),
    writeWith(given) {
      writer = given
    },
    othersCounts: () => readShareCounts(db, schema, runId),
    forget: () => deleteShare(db, schema, runId),
  }
}

function endedAs(text: string): Claim {
  const outcome = JSON.parse(text) as Omit<PartitionOutcome, 'watermark'> & { watermark: string | null }
  return { is: 'ended', outcome: { ...outcome, watermark: outcome.watermark ? new Date(outcome.watermark) : null } }
}
