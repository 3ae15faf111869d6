import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const cookieName = 'data_import_form'

/** What a browser holds, so that only it can send our forms. */
export interface FormSession {
  /** Stands in each form. */
  token: string
  /** To be set; undefined if the browser has it. */
  cookie: string | undefined
}

/**
 * The token of this browser and person: derived from a cookie that only the browser has, and from who was authorised. Nothing is kept
 * here, so that any replica of the host may answer the form.
 */
export function formSession(request: Request, name: string | undefined): FormSession {
  const kept = cookieOf(request)
  const secret = kept ?? randomBytes(24).toString('base64url')
  const secure = new URL(request.url).protocol === 'https:' ? '; Secure' : ''
  return {
    token: tokenOf(secret, name),
    // For every path, because a proxy may have taken away the beginning of the address that the browser has. `Strict` would hold the cookie
    // back when a link elsewhere is followed, and a new one would end the forms of other tabs; a form is known by its origin and token.
    cookie: kept ? undefined : `${cookieName}=${secret}; Path=/; HttpOnly; SameSite=Lax${secure}`,
  }
}

/** Whether a form's token is that of this browser and person. */
export function isFormToken(request: Request, name: string | undefined, given: string | null): boolean {
  const secret = cookieOf(request)
  if (secret === undefined || given === null) return false
  const wanted = Buffer.from(tokenOf(secret, name))
  const sent = Buffer.from(given)
  return wanted.length === sent.length && timingSafeEqual(wanted, sent)
}

function tokenOf(secret: string, name = ''): string {
  return createHmac('sha256', secret).update(`form\n${name}`).digest('base64url')
}

function cookieOf(request: Request): string | undefined {
  const all = request.headers.get('cookie')?.split(';') ?? []
  const found = all.map((one) => one.trim().split('=')).find(([name]) => name === cookieName)
  return found?.[1] && /^[\w-]{32}$/.test(found[1]) ? found[1] : undefined
}
