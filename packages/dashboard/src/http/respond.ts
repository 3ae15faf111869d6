import type { Content } from '../html/html.js'

/** The headers of every answer: nothing is loaded from elsewhere, nothing inline runs, nobody keeps or frames it. */
export function securityHeaders(frameAncestors: readonly string[] = []): Record<string, string> {
  const ancestors = frameAncestors.length > 0 ? frameAncestors.join(' ') : "'none'"
  return {
    'content-security-policy': [
      "default-src 'none'",
      "style-src 'self'",
      "script-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self'",
      "form-action 'self'",
      `frame-ancestors ${ancestors}`,
      "base-uri 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    // With `no-referrer` a browser would send `Origin: null` with our own forms.
    'referrer-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    ...(frameAncestors.length > 0 ? {} : { 'x-frame-options': 'DENY' }),
  }
}

/** Makes answers that all have the same headers. */
export function createResponder(frameAncestors?: readonly string[]) {
  const always = securityHeaders(frameAncestors)
  const answer = (body: string | null, status: number, headers: Record<string, string>) =>
    new Response(body, { status, headers: { ...always, ...headers } })
  return {
    page: (body: Content, status = 200, headers: Record<string, string> = {}) =>
      answer(String(body), status, { 'content-type': 'text/html; charset=utf-8', ...headers }),
    text: (body: string, status: number, headers: Record<string, string> = {}) =>
      answer(body, status, { 'content-type': 'text/plain; charset=utf-8', ...headers }),
    json: (body: unknown, status = 200) =>
      answer(`${JSON.stringify(body, plainValue, 2)}\n`, status, { 'content-type': 'application/json; charset=utf-8' }),
    /** An asset whose name changes with its text. */
    asset: (body: string, type: string) =>
      answer(body, 200, { 'content-type': type, 'cache-control': 'private, max-age=31536000, immutable' }),
    /** To another page, as the answer to a form. */
    seeOther: (location: string) => answer(null, 303, { location }),
    notFound: () => answer('Not found\n', 404, { 'content-type': 'text/plain; charset=utf-8' }),
    notAllowed: (allow: string) =>
      answer(`Only ${allow}\n`, 405, { allow, 'content-type': 'text/plain; charset=utf-8' }),
  }
}

/** Makes answers that all have the same headers. */
export type Responder = ReturnType<typeof createResponder>

/** The answer to a HEAD request: the same without its body. */
export function withoutBody(response: Response): Response {
  return new Response(null, { status: response.status, headers: response.headers })
}

function plainValue(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value
}
