import type { IncomingHttpHeaders } from 'node:http'

/** A request that has arrived whole, as answers, hooks and faults see it. */
export interface FakeRequest {
  readonly method: string
  /** Below the base path of the server, not decoded. */
  readonly path: string
  readonly query: URLSearchParams
  readonly body: string
  /** 1 for the first request of the server's life. */
  readonly count: number
}

/** The same, with its headers. */
export interface ReceivedRequest extends FakeRequest {
  readonly headers: IncomingHttpHeaders
}
