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

/**
 * Lends connections, so many at a time; opens them when they are needed.
 *
 * @param open gives up when its signal is aborted, since nobody wants the connection any more
 */
export function createConnections(most: number, open: (signal: AbortSignal) => Promise<Client>) {
  const inTurn = pLimit(most)
  const idle: Connection[] = []
  const lent = new Set<Connection>()
  const opening = new Set<Promise<Connection>>()
  const farewells = new Set<Promise<void>>()
  const closed = new AbortController()

  function dismiss({ client }: Connection): void {
    const farewell = closeSession(client).finally(() => farewells.delete(farewell))
    farewells.add(farewell)
  }

  async function openOne(): Promise<Connection> {
    const connection: Connection = { client: await open(closed.signal), isBroken: false }
    const drop = () => {
      connection.isBroken = true
      const position = idle.indexOf(connection)
      if (position < 0) return
      idle.splice(position, 1)
      dismiss(connection)
    }
    connection.client.on('error', drop)
    connection.client.on('end', drop)
    if (!closed.signal.aborted) return connection
    dismiss(connection)
    throw passEnded()
  }

  async function connect(): Promise<Connection> {
    const connecting = openOne()
    opening.add(connecting)
    try {
      return await connecting
    } catch (error) {
      throw closed.signal.aborted ? passEnded(error) : error
    } finally {
      opening.delete(connecting)
    }
  }
  return {
    /** Lends one for the time of the work. @throws {PassStoppedError} once they are closed. */
    use: <R>(work: (connection: Connection) => Promise<R>): Promise<R> =>
      inTurn(async () => {
        if (closed.signal.aborted) throw passEnded()
        const connection = idle.pop() ?? (await connect())
        lent.add(connection)
        try {
          return await work(connection)
        } finally {
          lent.delete(connection)
          if (connection.isBroken || closed.signal.aborted) dismiss(connection)
          else idle.push(connection)
        }
      }),
    /** Closes all, also those that are still being opened. A statement that a script left behind is broken off. Never throws. */
    async close(): Promise<void> {
      closed.abort()
      for (const connection of [...idle.splice(0), ...lent]) dismiss(connection)
      await Promise.allSettled(opening)
      await Promise.all(farewells)
    },
  }
}

function passEnded(cause?: unknown): PassStoppedError {
  return new PassStoppedError('The pass has ended: its connections to the database are closed.', { cause })
}
