import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RunLog } from '@data-import/core/provider'
import { afterEach, beforeEach } from 'vitest'
import type { HttpSource } from '../contract/http-source.js'
import type { HttpSourceContext, HttpSourceOptions } from '../contract/http-source-options.js'
import type { HttpInternals } from './connection.js'
import { openHttpSource } from './open-http-source.js'

/** Answers a request; `url` is its path and query. */
export type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => unknown

/** A server on the loopback for each test of a file, and what opens it as the scripts of one pass do. */
export function useHttpServer() {
  let server: Server
  let origin = ''
  const empty: Handler = (_, response) => response.end('{}')
  let handler = empty
  let shared = new Map<string, unknown>()
  let now = 0
  const asked: string[] = []
  const bodies: string[] = []
  const waits: number[] = []
  const said: string[] = []
  beforeEach(async () => {
    now = Date.parse('2026-06-01T12:00:00Z')
    shared = new Map()
    handler = empty
    for (const list of [asked, bodies, waits, said]) list.length = 0
    server = createServer(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += String(chunk)
      asked.push(`${request.method} ${request.url}`)
      bodies.push(body)
      response.sendDate = false
      await handler(request, response, new URL(request.url ?? '', origin))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterEach(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const tell = (message: string) => void said.push(message)
  const log: RunLog = { debug: tell, info: tell, warn: tell, error: tell }
  const internals: HttpInternals = {
    retryBaseMs: 1,
    now: () => new Date(now),
    monotonicMs: () => now,
    async wait(milliseconds, signal) {
      signal.throwIfAborted()
      // Time is the server's: what waits for it moves it.
      waits.push(milliseconds)
      now += milliseconds
    },
  }
  const openAs = (context: HttpSourceContext, options: Partial<HttpSourceOptions>) => {
    const given = { name: 'Acme Board', baseUrl: `${origin}/api`, headers: { authorization: 'Bearer acme-secret-1' } }
    return openHttpSource(context, { ...given, ...options }, internals)
  }
  return {
    origin: () => origin,
    /** Method, path and query of each request. */
    asked,
    bodies,
    /** What was waited for limits, in milliseconds. */
    waits,
    /** What the log was told. */
    said,
    log,
    now: () => new Date(now),
    later: (milliseconds: number) => {
      now += milliseconds
    },
    answer(next: Handler) {
      handler = next
    },
    /** Answers the statuses one after the other, with this body, and stays at the last one. */
    answerStatuses(statuses: readonly number[], headers: Record<string, string> = {}, body = '{"message":"No."}') {
      let count = 0
      handler = (_, response) => {
        const status = statuses[Math.min(count++, statuses.length - 1)] ?? 200
        response.writeHead(status, status < 300 ? {} : headers).end(status < 300 ? '{"ok":true}' : body)
      }
    },
    /** Opens it for one run; runs of one test share what a pass shares. */
    open(options: Partial<HttpSourceOptions> = {}, run: Partial<HttpSourceContext> = {}): HttpSource {
      const context: HttpSourceContext = {
        signal: new AbortController().signal,
        log,
        timeLeftMs: () => Number.POSITIVE_INFINITY,
        shared<Value>(name: string, create: () => Value) {
          if (!shared.has(name)) shared.set(name, create())
          // Whoever asks for a name knows what it holds.
          return shared.get(name) as Value
        },
        ...run,
      }
      return openAs(context, options)
    },
    /** Opens it as a check does, which has a signal alone. */
    openForCheck: (options: Partial<HttpSourceOptions> = {}) =>
      openAs({ signal: new AbortController().signal }, options),
    /** Names of what the pass shares. */
    sharedNames: () => [...shared.keys()],
  }
}
