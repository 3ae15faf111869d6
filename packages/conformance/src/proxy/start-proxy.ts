import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { ConfigurationError } from '@data-import/core/provider'
import type { Answer } from './answer.js'
import { forward } from './forward.js'
import { listen } from './listen.js'
import type { Interfere, ProxiedRequest } from './proxied-request.js'
import { replaceOrigin } from './replace-origin.js'

/** Stands between a provider and its outside system. */
export interface FaultProxy {
  /** The outside system's address, through the proxy. */
  address: string
  origin: string
  /** Requests since it was last told what to do. */
  requests(): readonly ProxiedRequest[]
  /** What to do from now on; default: forward everything. Forgets the requests so far. */
  interfere(how?: Interfere): void
  close(): Promise<void>
}

/** @throws {ConfigurationError} for an address that is no `http:` one. */
export async function startProxy(target: string, key: string): Promise<FaultProxy> {
  if (!URL.canParse(target) || new URL(target).protocol !== 'http:') {
    throw new ConfigurationError(`The conformance kit needs an http: address in ${key}, of a server on loopback.`)
  }
  const real = new URL(target)
  let how: Interfere = () => undefined
  let requests: ProxiedRequest[] = []
  const server = createServer((message, response) => {
    serve(message, response).catch(() => response.destroy())
  })
  const { origin, close } = await listen(server)

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(message)
    const { method = 'GET', url: path = '/', headers } = message
    const key = `${method} ${path} ${body.toString('latin1')}`
    const decide = how
    const seen = requests
    const request: ProxiedRequest = {
      ...{ number: seen.length + 1, method, path, headers, body, key },
      arrivedAt: performance.now(),
    }
    seen.push(request)
    const interference = await decide(request)
    if (typeof interference === 'object' && 'status' in interference) {
      request.status = interference.status
      return send(response, interference)
    }
    const answer = replaceOrigin(await forward(real.origin, request), real.origin, origin)
    const changed = typeof interference === 'object' ? interference.change(answer) : answer
    request.status = changed.status
    send(response, changed, interference === 'break')
  }

  return {
    address: throughProxy(target, origin),
    origin,
    requests: () => requests,
    interfere(next = () => undefined) {
      how = next
      requests = []
    },
    close,
  }
}

/** The same address at another origin; however it was spelt, and with no slash at its end that wasn't there. */
function throughProxy(target: string, origin: string): string {
  const { href, pathname } = new URL(target)
  const moved = `${origin}${href.slice(new URL(target).origin.length)}`
  return pathname === '/' && !target.endsWith('/') ? moved.replace(/\/(?=$|[?#])/, '') : moved
}

function send(response: ServerResponse, { status, headers, body }: Answer, isBroken = false): void {
  const length = status === 204 || status === 304 ? {} : { 'content-length': body.length }
  response.writeHead(status, { ...headers, ...length })
  if (!isBroken) {
    response.end(body)
    return
  }
  response.flushHeaders()
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy())
}
