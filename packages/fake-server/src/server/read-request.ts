import type { IncomingMessage } from 'node:http'
import type { ReceivedRequest } from './fake-request.js'

/** Reads a request to its end; undefined where its path isn't below the base path. */
export async function readRequest(
  message: IncomingMessage,
  basePath: string,
  count: number,
): Promise<ReceivedRequest | undefined> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk)
  // Taken apart by hand: `new URL` would resolve `..` and so hide what a client really asks for.
  const [whole = '/', query = ''] = splitOnce(message.url ?? '/')
  if (whole !== basePath && !whole.startsWith(`${basePath}/`)) return undefined
  return {
    method: message.method ?? 'GET',
    path: whole.slice(basePath.length) || '/',
    query: new URLSearchParams(query),
    body: Buffer.concat(chunks).toString(),
    headers: message.headers,
    count,
  }
}

function splitOnce(address: string): [string, string] {
  const at = address.indexOf('?')
  return at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at + 1)]
}
