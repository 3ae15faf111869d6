import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { Answer } from './answer.js'
import type { ServerState } from './server-state.js'

/** Sends an answer, or the first half of it. */
export function sendAnswer(state: ServerState, response: ServerResponse, answer: Answer, isTruncated: boolean): void {
  const text =
    answer.body === undefined ? '' : typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
  const sent = isTruncated ? text.slice(0, Math.floor(text.length / 2)) : text
  const hasBody = answer.status !== 204 && answer.status !== 304
  response.writeHead(answer.status, {
    date: state.world.now().toUTCString(),
    server: 'fake-github',
    'x-github-request-id': randomUUID(),
    'x-github-media-type': 'github.v3; format=json',
    'x-github-api-version-selected': '2022-11-28',
    ...(hasBody && { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(sent) }),
    ...answer.headers,
  })
  response.end(hasBody ? sent : undefined)
}
