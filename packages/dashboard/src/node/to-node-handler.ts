import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2'
import { Readable } from 'node:stream'

/** How requests of Node are read. */
export interface NodeHandlerOptions {
  /**
   * Whether the header `X-Forwarded-Proto` says how the browser asked. Say true behind a proxy that ends TLS and sets the header itself:
   * only then do cookies get `Secure`. Default: false, because anybody may send the header where there is no such proxy.
   */
  trustsForwardedProtocol?: boolean
  /** Told of a handler that failed, or of an answer that could not be sent. Default: a line on the console. */
  onError?: (error: unknown) => void
}

type Incoming = (IncomingMessage | Http2ServerRequest) & { originalUrl?: string }

/**
 * Makes a handler for `node:http`, `node:http2` and Express of one that takes a `Request`. In Express it comes before what reads bodies.
 *
 * @param handle as `createDashboard` makes it.
 */
export function toNodeHandler(
  handle: (request: Request) => Promise<Response>,
  {
    trustsForwardedProtocol = false,
    onError = (error) => console.error('The dashboard failed:', error),
  }: NodeHandlerOptions = {},
) {
  return async (incoming: Incoming, outgoing: ServerResponse | Http2ServerResponse): Promise<void> => {
    const request = requestOf(incoming, trustsForwardedProtocol)
    if (!request) {
      outgoing.writeHead(400)
      outgoing.end()
      return
    }
    try {
      const response = await handle(request)
      response.headers.forEach((value, name) => {
        if (name !== 'set-cookie') outgoing.setHeader(name, value)
      })
      const cookies = response.headers.getSetCookie()
      if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies)
      const body = Buffer.from(await response.arrayBuffer())
      outgoing.writeHead(response.status)
      outgoing.end(body)
    } catch (error) {
      if (!outgoing.headersSent) outgoing.writeHead(500)
      outgoing.end()
      onError(error)
    }
  }
}

/** Undefined where the host or the address is none. */
function requestOf(incoming: Incoming, trustsForwardedProtocol: boolean): Request | undefined {
  const { method = 'GET', socket } = incoming
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    // HTTP/2 has the method and the address among its headers: https://www.rfc-editor.org/rfc/rfc9113#section-8.3
    if (!name.startsWith(':')) headers.set(name, String(value))
  }
  const forwarded = trustsForwardedProtocol ? headers.get('x-forwarded-proto')?.split(',')[0]?.trim() : undefined
  const own = 'encrypted' in socket ? 'https' : 'http'
  const protocol = forwarded === 'https' || forwarded === 'http' ? forwarded : own
  const host = incoming.headers[':authority'] ?? headers.get('host') ?? 'localhost'
  // Express takes away from `url` where the handler is mounted.
  const path = incoming.originalUrl ?? incoming.url ?? '/'
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const init = { method, headers, ...(hasBody && { body: Readable.toWeb(incoming), duplex: 'half' }) }
  const address = `${protocol}://${host}${path}`
  // The types of Node and of the DOM differ in their streams.
  return URL.canParse(address) ? new Request(address, init as RequestInit) : undefined
}
