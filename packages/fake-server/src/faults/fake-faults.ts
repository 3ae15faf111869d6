import type { FakeRequest } from '../server/fake-request.js'

/** Which requests fail: by method and path with query (`GET /jobs?page=2`), or as a function says. */
export type RequestMatch<Request extends FakeRequest = FakeRequest> = RegExp | ((request: Request) => boolean)

/** One fault. */
export interface Fault<Request extends FakeRequest = FakeRequest> {
  /** Default: every request. */
  readonly match?: RequestMatch<Request>
  /** Default 500. */
  readonly status?: number
  /** Sent as JSON, or as it is if it is text. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** How often; default: until it is restored. */
  readonly times?: number
  /** `destroy` ends the socket, `truncate` cuts the true answer, `hang` never answers, `html` is a proxy's page. */
  readonly kind?: 'answer' | 'destroy' | 'truncate' | 'hang' | 'html'
}

/** Where and how often a ready fault strikes; default: everywhere, until restored. */
export interface FaultPlace<Request extends FakeRequest = FakeRequest> {
  readonly match?: RequestMatch<Request>
  readonly times?: number
}

/** Makes the server fail; each returns what ends that fault. */
export interface FakeFaults<Request extends FakeRequest = FakeRequest> {
  fail(fault: Fault<Request>): () => void
  /** Everything from the given request on fails with 503, or has its socket ended; default: from now on. */
  outage(options?: { readonly fromRequest?: number; readonly kind?: 'destroy' }): () => void
  /** `Link` headers and addresses in the body lead to `traffic.otherOrigin`. */
  foreignLinks(place?: FaultPlace<Request>): () => void
  /** The answer is a 302 to `traffic.otherOrigin`. */
  foreignRedirect(place?: FaultPlace<Request>): () => void
  /** Called, and awaited, before each answer; returns what removes it. */
  onRequest(hook: (request: Request) => void | Promise<void>): () => void
  /** Ends every fault and hook. */
  restore(): void
}
