/**
 * Whether a browser sent a form from a page of this dashboard. `Sec-Fetch-Site` can't be set by a page. Where a browser doesn't send it (plain
 * HTTP, old ones), the Origin has to be this host's; a request with neither is refused.
 */
export function isOwnRequest(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  const origin = request.headers.get('origin')
  if (origin === null) return false
  try {
    return new URL(origin).host === (request.headers.get('host') ?? new URL(request.url).host)
  } catch {
    return false
  }
}
