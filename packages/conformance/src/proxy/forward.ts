import { request as open } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { Answer } from './answer.js'
import type { ProxiedRequest } from './proxied-request.js'

/** Hop by hop, or wrong once the body was read whole. */
const leftOut = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'host', 'accept-encoding']

/** Asks the real server, as the provider did. */
export async function forward(origin: string, { method, path, headers, body }: ProxiedRequest): Promise<Answer> {
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !leftOut.includes(name)))
  const message = open(new URL(path, origin), {
    method,
    headers: { ...kept, 'accept-encoding': 'identity', ...(body.length > 0 && { 'content-length': body.length }) },
    agent: false,
  })
  return new Promise((resolve, reject) => {
    message.once('error', reject)
    message.once('response', (response) => {
      const answered = Object.fromEntries(Object.entries(response.headers).filter(([name]) => !leftOut.includes(name)))
      buffer(response).then(
        (whole) => resolve({ status: response.statusCode ?? 502, headers: answered, body: whole }),
        reject,
      )
    })
    message.end(body)
  })
}
