import { createServer, type IncomingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'
import { listen } from './listen.js'

/** A server to which no credentials belong. */
export interface OtherOrigin {
  origin: string
  /** What it was told. */
  received(): readonly { path: string; headers: IncomingHttpHeaders; body: string }[]
  close(): Promise<void>
}

/** Has nothing: it answers 404, and remembers what it was asked. */
export async function startOtherOrigin(): Promise<OtherOrigin> {
  const received: { path: string; headers: IncomingHttpHeaders; body: string }[] = []
  const server = createServer(async (request, response) => {
    const entry = { path: request.url ?? '/', headers: request.headers, body: '' }
    received.push(entry)
    entry.body = await text(request).catch(() => '')
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"message":"Not Found"}')
  })
  return { ...(await listen(server)), received: () => received }
}
