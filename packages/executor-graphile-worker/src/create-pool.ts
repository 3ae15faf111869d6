import { Pool } from 'pg'

/**
 * Connections for graphile-worker. Its own pool has no listener for the errors of idle connections once it shuts down, and a server
 * that restarts in that moment would end the process.
 */
export function createPool(connectionString: string, max: number): Pool {
  const pool = new Pool({
    ...{ connectionString, max, keepAlive: true },
    application_name: 'data-import queue',
  })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}
