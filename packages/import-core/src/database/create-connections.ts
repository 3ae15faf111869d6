import pLimit from 'p-limit'
import type { Client } from 'pg'
import { PassStoppedError } from '../errors/import-error.js'
import { closeSession } from './close-session.js'

/** A connection that is lent out. */
export interface Connection {
  client: Client
  /** Nothing is known of its state any more: it is closed instead of being lent again. */
  isBroken: boolean
}

/** Lends connections, so many at a time; opens them when they are needed. */
export function createConnections(most: number, open: () => Promise<Client>) {
  const inTurn = pLimit(most)
  const idle: Connection[] = []
  const lent = new Set<Connection>()
  let isClosed = false

  async function connect(): Promise<Connection> {
    const connection: Connection = { client: await open(), isBroken: false }
    const drop = () => {
      connection.isBroken = true
      if (idle.includes(connection)) idle.splice(idle.indexOf(connection), 1)
    }
    connection.client.on('error', drop)
    connection.client.on('end', drop)
    return connection
  }
  return {
    /** Lends one for the time of the work. @throws {PassStoppedError} once they are closed. */
    use: <R>(work: (connection: Connection) => Promise<R>): Promise<R> =>
      inTurn(async () => {
        if (isClosed) throw new PassStoppedError('The pass has ended: its connections to the database are closed.')
        const connection = idle.pop() ?? (await connect())
        lent.add(connection)
        try {
          return await work(connection)
        } finally {
          lent.delete(connection)
          if (connection.isBroken || isClosed) void closeSession(connection.client)
          else idle.push(connection)
        }
      }),
    /** Closes all. A statement that a script left behind is broken off. Never throws. */
    async close(): Promise<void> {
      isClosed = true
      await Promise.all([...idle.splice(0), ...lent].map(({ client }) => closeSession(client)))
    },
  }
}
