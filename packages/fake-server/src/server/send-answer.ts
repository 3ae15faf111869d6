import type { ServerResponse } from 'node:http'
import type { FakeAnswer } from './answer.js'

/** Sends an answer, or the first half of it. */
export function sendAnswer(
  response: ServerResponse,
  { status, body, headers }: FakeAnswer,
  options: { isHead: boolean; isTruncated: boolean; headers: Readonly<Record<string, string>> },
): void {
  const text = textOf(body)
  const sent = options.isTruncated ? text.slice(0, Math.floor(text.length / 2)) : text
  const hasBody = status !== 204 && status !== 304 && body !== undefined
  response.writeHead(status, {
    ...options.headers,
    ...(hasBody && { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(sent)) }),
    ...headers,
  })
  response.end(hasBody && !options.isHead ? sent : undefined)
}

/** The text of a body. */
export function textOf(body: unknown): string {
  if (body === undefined) return ''
  return typeof body === 'string' ? body : JSON.stringify(body)
}
