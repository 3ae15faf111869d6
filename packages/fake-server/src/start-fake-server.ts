import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { createFaults } from './faults/create-faults.js'
import type { FakeFaults } from './faults/fake-faults.js'
import { type ActiveFault, createFaultList } from './faults/fault-list.js'
import type { FakeAnswer } from './server/answer.js'
import type { ReceivedRequest } from './server/fake-request.js'
import { closeServer, listen } from './server/listen.js'
import { readRequest } from './server/read-request.js'
import { sendAnswer, textOf } from './server/send-answer.js'
import type { FakeTraffic } from './traffic/fake-traffic.js'
import { startOtherOrigin } from './traffic/other-origin.js'
import { createTrafficRecorder } from './traffic/traffic-recorder.js'

/** The true answer to a request, and the route that gave it. */
export interface FakeReply extends FakeAnswer {
  /** Such as `GET /projects/{id}/jobs`. Default: none. */
  readonly route?: string
}

/** How a server answers. */
export interface FakeServerOptions {
  /** What the vendor would answer. An error that it throws is answered as 500. */
  readonly answer: (request: ReceivedRequest) => FakeReply | Promise<FakeReply>
  /** Default: any that is free. */
  readonly port?: number
  /** Before each answer, in milliseconds. Default 0. */
  readonly latencyMs?: number
  /** Where the server lies, such as `/jenkins`. Default: the root. */
  readonly basePath?: string
  /** What the `Date` header says. Default: the machine's clock. */
  readonly now?: () => Date
  /** Sent with every answer, that of a fault too. */
  readonly headers?: () => Readonly<Record<string, string>>
}

/** A server on loopback. */
export interface FakeServer {
  /** Origin and base path, without a slash at the end. */
  readonly url: string
  readonly faults: FakeFaults<ReceivedRequest>
  readonly traffic: FakeTraffic
  close(): Promise<void>
}

const proxyPage = '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>'

/**
 * Starts a server that answers as `answer` says, unless a fault strikes.
 *
 * @example
 * ```ts
 * import { startFakeServer } from '@data-import/fake-server'
 *
 * const server = await startFakeServer({ answer: ({ path }) => ({ status: 200, body: { path } }) })
 * server.faults.fail({ match: /^GET \/jobs/, status: 503, times: 1 })
 * console.log((await fetch(`${server.url}/jobs`)).status) // 503
 * await server.close()
 * ```
 */
export async function startFakeServer(options: FakeServerOptions): Promise<FakeServer> {
  const { basePath = '', latencyMs = 0, now = () => new Date() } = options
  const other = await startOtherOrigin()
  const faults = createFaultList<ReceivedRequest>()
  const recorder = createTrafficRecorder(other)
  let url = ''

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    response.once('close', recorder.open())
    faults.count += 1
    const headers = { date: now().toUTCString(), ...options.headers?.() }
    const request = await readRequest(message, basePath, faults.count)
    if (!request) {
      sendAnswer(response, { status: 404, body: 'Not found' }, { headers, isHead: false, isTruncated: false })
      return
    }
    await faults.runHooks(request)
    if (latencyMs > 0) await wait(latencyMs)
    const fault = faults.take(request)
    const record = (status: number, route: string | null = null) =>
      recorder.record({
        ...{ method: request.method, path: request.path, query: request.query.toString() },
        ...{ status, route },
      })
    if (fault?.kind === 'destroy' || fault?.kind === 'hang') {
      record(0)
      if (fault.kind === 'destroy') response.destroy()
      return
    }
    const reply = isTrue(fault) ? await options.answer(request) : faultAnswer(fault)
    record(reply.status, reply.route)
    const answer = fault?.kind === 'foreign-link' ? leadElsewhere(reply, url, other.origin) : reply
    sendAnswer(response, answer, {
      ...{ headers, isHead: request.method === 'HEAD', isTruncated: fault?.kind === 'truncate' },
    })
  }

  const server = createServer((message, response) => {
    handle(message, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy()
      else response.writeHead(500).end(JSON.stringify({ message: String(error) }))
    })
  })
  const port = await listen(server, options.port ?? 0)
  url = `http://127.0.0.1:${port}${basePath}`
  return {
    url,
    faults: createFaults(faults, other.origin),
    traffic: recorder.traffic,
    async close() {
      await Promise.all([closeServer(server), other.close()])
    },
  }
}

/** Does the true answer go out, if perhaps not all of it? */
function isTrue(fault: ActiveFault<ReceivedRequest> | undefined): fault is undefined {
  return fault === undefined || fault.kind === 'truncate' || fault.kind === 'foreign-link'
}

function faultAnswer(fault: ActiveFault<ReceivedRequest>): FakeReply {
  if (fault.kind === 'html') {
    return {
      status: fault.status ?? 502,
      body: fault.body ?? proxyPage,
      headers: { 'content-type': 'text/html', ...fault.headers },
    }
  }
  return {
    status: fault.status ?? 500,
    body: fault.body ?? { message: 'Internal Server Error' },
    ...(fault.headers && { headers: fault.headers }),
  }
}

function leadElsewhere(reply: FakeReply, url: string, elsewhere: string): FakeReply {
  const { origin } = new URL(url)
  const headers = Object.fromEntries(
    Object.entries(reply.headers ?? {}).map(([name, value]) => [name, value.replaceAll(origin, elsewhere)]),
  )
  return {
    ...reply,
    headers,
    ...(reply.body !== undefined && { body: textOf(reply.body).replaceAll(origin, elsewhere) }),
  }
}
