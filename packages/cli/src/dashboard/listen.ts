import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ConfigurationError } from '@data-import/core'

/** A server that listens. */
export interface Listening {
  port: number
  /** Ends it, with the connections that are open. */
  close(): Promise<void>
}

/**
 * Listens on one address.
 * @throws {ConfigurationError} if that can't be had.
 */
export async function listen(listener: RequestListener, host: string, port: number): Promise<Listening> {
  const server = createServer(listener)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE'
      const why = isTaken ? 'something else listens there. Choose another port, or leave out --port' : error.message
      reject(new ConfigurationError(`The dashboard can't listen on ${host}:${port}: ${why}.`, { cause: error }))
    })
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
