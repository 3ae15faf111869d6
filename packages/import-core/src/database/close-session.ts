import type { Client } from 'pg'

/**
 * Ends a session. A server that can't be reached any more doesn't answer the farewell, so after 2 s the socket is closed
 * without it. Never throws.
 */
export async function closeSession(client: Client): Promise<void> {
  // `connection` is public in `pg` and missing from its types.
  const { connection } = client as Client & { connection?: { stream?: { destroy(): void } } }
  const timer = setTimeout(() => connection?.stream?.destroy(), 2_000)
  await client.end().catch(() => undefined)
  clearTimeout(timer)
}
