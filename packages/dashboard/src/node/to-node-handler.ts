import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'

/**
 * Makes a handler for `node:http` and Express of one that takes a `Request`. In Express it comes before what reads bodies.
 *
 * @param handle as `createDashboard` makes it.
 */
export function toNodeHandler(handle: (request: Request) => Promise<Response>) {
  return async (incoming: IncomingMessage & { originalUrl?: string }, outgoing: ServerResponse): Promise<void> => {
    try {
      const response = await handle(requestOf(incoming))
      response.headers.forEach((value, name) => void outgoing.appendHeader(name, value))
      outgoing.writeHead(response.status).end(Buffer.from(await response.arrayBuffer()))
    } catch {
      // A host or an address that is none, or a body that broke off.
      if (!outgoing.headersSent) outgoing.writeHead(400)
      outgoing.end()
    }
  }
}

function requestOf(incoming: IncomingMessage & { originalUrl?: string }): Request {
  const { method = 'GET', socket } = incoming
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value))
  const protocol = 'encrypted' in socket ? 'https' : 'http'
  // Express takes away from `url` where the handler is mounted.
  const path = incoming.originalUrl ?? incoming.url ?? '/'
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const init = { method, headers, ...(hasBody && { body: Readable.toWeb(incoming), duplex: 'half' }) }
  // The types of Node and of the DOM differ in their streams.
  return new Request(`${protocol}://${headers.get('host') ?? 'localhost'}${path}`, init as RequestInit)
}
