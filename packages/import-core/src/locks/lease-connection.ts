import type { Client } from 'pg'
import { closeSession } from '../database/close-session.js'
import { type ConnectionOptions, letProcessEnd, openConnection } from '../database/open-connection.js'
import { LockLostError } from '../errors/import-error.js'
import { createTurns } from './create-turns.js'

/** A connection that is opened when it is needed, and again after it broke: a lease doesn't hang on it. */
export function createLeaseConnection(options: ConnectionOptions) {
  const inTurn = createTurns()
  let open: Client | undefined
  const drop = (client: Client) => {
    if (open === client) open = undefined
  }
  async function connect(): Promise<Client> {
    const client = await openConnection(options)
    client.on('error', () => drop(client))
    client.on('end', () => drop(client))
    open = client
    return client
  }
  async function attempt<R>(work: (client: Client) => Promise<R>): Promise<R> {
    const client = open ?? (await connect())
    try {
      return await work(client)
    } catch (error) {
      drop(client)
      void closeSession(client)
      throw error
    }
  }
  /** A connection that broke while it idled is found out only when it is used. */
  async function attemptTwice<R>(work: (client: Client) => Promise<R>): Promise<R> {
    const isUsedAgain = open !== undefined
    try {
      return await attempt(work)
    } catch (error) {
      if (!isUsedAgain) throw error
      return attempt(work)
    }
  }
  let isClosed = false
  async function enqueue<R>(work: () => Promise<R>): Promise<R> {
    if (isClosed) throw new LockLostError('The lock was given back.')
    return inTurn(work)
  }
  return {
    /** Does work, one piece after the other. */
    run: <R>(work: (client: Client) => Promise<R>): Promise<R> => enqueue(() => attempt(work)),
    /** Does work that may be done twice: where an open connection turns out to be broken, on a new one. */
    repeat: <R>(work: (client: Client) => Promise<R>): Promise<R> => enqueue(() => attemptTwice(work)),
    letProcessEnd() {
      if (open) letProcessEnd(open)
    },
    /** @param farewell work to be done at last, which may fail; nothing is opened after it. */
    async close(farewell?: (client: Client) => Promise<void>): Promise<void> {
      isClosed = true
      if (farewell) await inTurn(() => attemptTwice(farewell)).catch(() => undefined)
      if (open) await closeSession(open)
    },
  }
}
