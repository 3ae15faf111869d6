import type { IncomingHttpHeaders } from 'node:http'
import type { Answer } from './answer.js'

/** A request that has arrived at the proxy. */
export interface ProxiedRequest {
  /** From 1, since the proxy was told what to do. */
  number: number
  method: string
  /** Path and query. */
  path: string
  headers: IncomingHttpHeaders
  body: Buffer
  /** The same for requests that ask the same. */
  key: string
  /** Of `performance.now()`. */
  arrivedAt: number
  /** Status of its answer, once there is one. */
  status?: number
}

/**
 * What the proxy does with a request: forwards it (undefined), answers it by itself, forwards it and changes the answer, or
 * breaks the connection in the middle of the answer.
 */
export type Interference = undefined | Answer | { change(answer: Answer): Answer } | 'break'

/** Decides over each request. */
export type Interfere = (request: ProxiedRequest) => Interference | Promise<Interference>
