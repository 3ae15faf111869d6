import { setTimeout as sleep } from 'node:timers/promises'
import { closeSession } from '../database/close-session.js'
import { quoteIdentifier } from '../database/identifiers.js'
import { type ConnectionString, openConnection } from '../database/open-connection.js'
import { ringChannel } from './record-rings.js'

/** How long to wait before a lost connection is opened again. */
const reopenMs = 5_000

/** Calls back for each ring, until it is closed. */
export type ListenForRings = (onRing: () => void) => { close(): Promise<void> }

/**
 * Makes what waits for rings, on a connection of its own, for a scheduler that is to run a pass when a webhook has come. A
 * connection that breaks is opened again, and what came meanwhile counts as one ring. A pooler in front of the database must keep
 * sessions; behind another one nothing is heard, and passes come by the schedule alone.
 */
export function ringListener({ connectionString }: { connectionString: ConnectionString }): ListenForRings {
  return (onRing) => {
    const closed = new AbortController()
    const ended = keepListening(connectionString, onRing, closed.signal)
    return {
      async close() {
        closed.abort()
        await ended
      },
    }
  }
}

async function keepListening(
  connectionString: ConnectionString,
  onRing: () => void,
  closed: AbortSignal,
): Promise<void> {
  for (let isFirst = true; !closed.aborted; isFirst = false) {
    try {
      const client = await openConnection(
        { connectionString, applicationName: 'data-import rings' },
        'listening for rings',
      )
      const lost = new Promise<void>((resolve) => {
        client.on('error', () => resolve())
        client.on('end', () => resolve())
        closed.addEventListener('abort', () => resolve(), { once: true })
        if (closed.aborted) resolve()
      })
      client.on('notification', onRing)
      await client.query(`LISTEN ${quoteIdentifier(ringChannel)}`)
      if (!isFirst) onRing()
      await lost
      await closeSession(client)
    } catch {
      // The passes themselves say that the database doesn't answer.
    }
    await sleep(reopenMs, undefined, { signal: closed, ref: false }).catch(() => undefined)
  }
}
