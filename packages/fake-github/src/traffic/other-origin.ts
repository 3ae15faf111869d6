import { createServer } from 'node:http'
import { closeServer, listen } from '../server/listen.js'

/** A server that only notes which credentials arrive where none should. */
export interface OtherOrigin {
  readonly origin: string
  readonly authorizations: readonly string[]
  close(): Promise<void>
}

/** Starts it on a free port. */
export async function startOtherOrigin(): Promise<OtherOrigin> {
  const authorizations: string[] = []
  const server = createServer((request, response) => {
    if (request.headers.authorization) authorizations.push(request.headers.authorization)
    response.writeHead(200, { 'content-type': 'application/json' }).end('[]')
  })
  const port = await listen(server, 0)
  return { origin: `http://127.0.0.1:${port}`, authorizations, close: () => closeServer(server) }
}
