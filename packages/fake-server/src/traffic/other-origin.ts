import { createServer } from 'node:http'
import { closeServer, listen } from '../server/listen.js'

const credentialHeaders = ['authorization', 'private-token', 'job-token', 'circle-token', 'cookie']

/** A server that only notes which credentials arrive where none should. */
export interface OtherOrigin {
  readonly origin: string
  /** Values of the headers in which vendors expect credentials. */
  readonly credentials: readonly string[]
  close(): Promise<void>
}

/** Starts it on a free port. */
export async function startOtherOrigin(): Promise<OtherOrigin> {
  const credentials: string[] = []
  const server = createServer((request, response) => {
    for (const name of credentialHeaders) {
      const value = request.headers[name]
      if (value !== undefined) credentials.push(String(value))
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('[]')
  })
  const port = await listen(server, 0)
  return { origin: `http://127.0.0.1:${port}`, credentials, close: () => closeServer(server) }
}
