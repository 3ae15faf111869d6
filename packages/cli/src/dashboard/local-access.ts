import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Whether a request may be answered: if not, with what instead. */
export type Access = (request: Request) => Response | undefined

/** Whoever may see the page on this machine: the one who got the address that holds the token. */
export interface LocalAccess {
  /** Stands in the address once: who opens it first gets the session. */
  token: string
  access: Access
}

/**
 * Lets nobody in but the browser that exchanges the token for a cookie, under this machine's own names: another page could reach the port as well,
 * by a name that leads here (DNS rebinding) or by a form.
 *
 * @param names where it listens: `127.0.0.1:4711`
 * @param cookieName differs by port, because cookies don't
 */
export function createLocalAccess(names: readonly string[], cookieName: string): LocalAccess {
  // Browsers leave the port of HTTP out.
  const hosts = names.map((name) => new URL(`http://${name}`).host)
  const token = randomBytes(24).toString('base64url')
  const session = randomBytes(24).toString('base64url')
  let isUsed = false
  return {
    token,
    access(request) {
      const { method, headers } = request
      const url = new URL(request.url)
      if (!hosts.includes(headers.get('host') ?? '')) return refusal(421, 'This address is not that of the dashboard.')
      const origin = headers.get('origin')
      if (origin !== null && !hosts.some((host) => origin === `http://${host}`)) {
        return refusal(403, 'Another page asked for this.')
      }
      if (isSame(cookieOf(headers, cookieName), session)) return undefined
      const given = url.searchParams.get('token')
      if (given === null) return refusal(403, 'Open the address that data-import dashboard has printed.')
      if (isUsed || method !== 'GET' || !isSame(given, token)) {
        return refusal(403, 'This address was opened before. End data-import dashboard, and start it again.')
      }
      isUsed = true
      return entrance(`${cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict`)
    },
  }
}

/** Whether a text is a secret, in a time that tells nothing of it. */
export function isSame(given: string | undefined, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return given !== undefined && timingSafeEqual(digest(given), digest(secret))
}

/** A plain answer that nobody keeps. */
export function refusal(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers },
  })
}

/** A page, not a redirection: a browser sends the cookie with a step from our own page, wherever the address was opened. */
function entrance(cookie: string): Response {
  const text =
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Data import</title><meta http-equiv="refresh" content="0; url=/"><p><a href="/">Go on</a></p></html>\n'
  return new Response(text, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'set-cookie': cookie,
    },
  })
}

function cookieOf(headers: Headers, wanted: string): string | undefined {
  const all = headers.get('cookie')?.split(';') ?? []
  return all.map((one) => one.trim().split('=')).find(([name]) => name === wanted)?.[1]
}
