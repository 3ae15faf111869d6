import type { IncomingHttpHeaders } from 'node:http'

/** What a server answers, whole. */
export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/** An answer that the kit makes up. */
export function madeUpAnswer(status: number, body: string, headers: IncomingHttpHeaders = {}): Answer {
  const type = body.startsWith('<') ? 'text/html' : 'application/json'
  return { status, headers: { 'content-type': `${type}; charset=utf-8`, ...headers }, body: Buffer.from(body) }
}

/** The answer with another body. */
export function withBody(answer: Answer, body: string | Buffer): Answer {
  return { ...answer, body: Buffer.from(body) }
}

/** What a body says, if it is JSON. */
export function jsonOf({ body }: Answer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}
