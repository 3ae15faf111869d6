import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'

/** Hears a channel until it is closed. */
export interface Listener {
  close(): Promise<void>
}

const waitMs = 500

/**
 * Hears notifications on a connection of its own, and connects again where that breaks. What was said in between is lost.
 * @throws what the first connection failed with.
 */
export async function listen(
  connectionString: string,
  channel: string,
  onMessage: (payload: string | undefined) => void,
): Promise<Listener> {
  const closed = new AbortController()
  let client = await connect()

  async function connect(): Promise<Client> {
    const next = new Client({
      connectionString,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      application_name: 'data-import listen',
    })
    next.on('error', () => undefined)
    next.on('notification', ({ payload }) => onMessage(payload))
    try {
      await next.connect()
      await next.query(`LISTEN "${channel}"`)
    } catch (error) {
      await next.end().catch(() => undefined)
      throw error
    }
    next.once('end', () => void again())
    return next
  }

  async function again(): Promise<void> {
    while (!closed.signal.aborted) {
      try {
        client = await connect()
        if (closed.signal.aborted) await client.end()
        return
      } catch {
        await sleep(waitMs, undefined, { signal: closed.signal }).catch(() => undefined)
      }
    }
  }

  return {
    async close() {
      closed.abort()
      await client.end().catch(() => undefined)
    },
  }
}
