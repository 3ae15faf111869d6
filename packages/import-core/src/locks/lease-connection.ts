import type { Client } from 'pg'
import { closeSession } from './close-session.js'
import { createTurns } from './create-turns.js'
import { type LockConnectionOptions, letProcessEnd, openLockConnection } from './lock-connection.js'

/** A connection that is opened when it is needed, and anew after it broke: a lease doesn't hang on it. */
export function createLeaseConnection(options: LockConnectionOptions) {
  const inTurn = createTurns()
  let open: Client | undefined
  const drop = (client: Client) => {
    if (open === client) open = undefined
  }
  async function connect(): Promise<Client> {
    const client = await openLockConnection(options)
    client.on('error', () => drop(client))
    client.on('end', () => drop(client))
    open = client
    return client
  }
  return {
    /** Does work that may be done twice, one piece after the other. A connection that has broken is replaced once. */
    run<R>(work: (client: Client) => Promise<R>): Promise<R> {
      return inTurn(async () => {
        const client = open ?? (await connect())
        try {
          return await work(client)
        } catch (error) {
          drop(client)
          void closeSession(client)
          throw error
        }
      })
    },
    letProcessEnd() {
      if (open) letProcessEnd(open)
    },
    async close(): Promise<void> {
      if (open) await closeSession(open)
    },
  }
}
