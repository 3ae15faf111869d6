import { type Content, type Html, html } from './html.js'

/** A link to an address that was imported or configured: only `https:` becomes one, because an address may hold a script. */
export function outsideLink(address: string | null | undefined, label: Content): Content {
  return address && isSafe(address) ? safeLink(address, label) : label
}

function safeLink(address: string, label: Content): Html {
  return html`<a href="${address}" rel="noreferrer noopener external">${label}</a>`
}

function isSafe(address: string): boolean {
  const url = parsed(address)
  return url?.protocol === 'https:' && url.username === '' && url.password === ''
}

function parsed(address: string): URL | null {
  try {
    return new URL(address)
  } catch {
    return null
  }
}
