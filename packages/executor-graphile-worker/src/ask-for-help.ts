import type { RawClient } from '@data-import/core'
import { taskOfWorker } from './names.js'
import type { Queue } from './open-queue.js'
import { endSession, type KnownWorker, silentSessions } from './statements.js'
import type { Ticket } from './ticket.js'

/** What is needed to ask for help. */
export interface Asking {
  db: RawClient
  schema: string
  queue: Queue
  silentWorkerMs: number
}

/**
 * Asks every other worker once to walk partitions of a shared run, and ends the session of one that hangs: what it had is free then.
 *
 * @param leader the worker that has the run
 */
export async function askForHelp(
  { db, schema, queue, silentWorkerMs }: Asking,
  { request, offer, helpers }: Ticket,
  leader: number,
  workers: readonly KnownWorker[],
): Promise<void> {
  const able = workers.filter(({ number, offers }) => number !== leader && offers.includes(offer))
  for (const { number, pid } of able) {
    if (helpers.has(pid)) continue
    helpers.add(pid)
    await queue.addJoin(taskOfWorker(schema, number), request, pid)
  }
  const known = workers.map(({ pid }) => pid).filter((pid) => helpers.has(pid))
  for (const pid of await silentSessions(db, known, silentWorkerMs)) await endSession(db, pid)
}
