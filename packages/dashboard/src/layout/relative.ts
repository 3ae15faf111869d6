/** The part of an address below the dashboard's own, without a slash at either end; undefined if it lies elsewhere. */
export function pathBelow(pathname: string, basePath: string): string | undefined {
  const base = trimmed(basePath)
  const path = trimmed(pathname)
  if (base === '') return path
  if (path === base) return ''
  return path.startsWith(`${base}/`) ? path.slice(base.length + 1) : undefined
}

/**
 * What leads from a page to the dashboard's own address: `../../`, or `import/` where that was opened as `/admin/import`. Relative, because
 * a proxy may have taken away the beginning of the address.
 */
export function wayUp(pathname: string, basePath: string): string {
  const below = pathBelow(pathname, basePath) ?? ''
  const hasSlash = pathname.endsWith('/')
  const depth = (below === '' ? 0 : below.split('/').length) - (hasSlash ? 0 : 1)
  if (depth >= 0) return depth === 0 ? './' : '../'.repeat(depth)
  const last = trimmed(pathname).split('/').at(-1) ?? ''
  return last === '' ? './' : `./${last}/`
}

/** A path and its query, as a link has them. Parts that are left out don't appear. */
export function withQuery(path: string, query: Readonly<Record<string, string | number | undefined>> = {}): string {
  const given = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]))
  const text = new URLSearchParams(given).toString()
  return text === '' ? path : `${path}?${text}`
}

/** Each part of a path encoded: `pathOf('sources', 'a/b')` is `sources/a%2Fb`. */
export function pathOf(...parts: readonly string[]): string {
  return parts.map(encodeURIComponent).join('/')
}

function trimmed(path: string): string {
  return path.replace(/^\/+|\/+$/g, '')
}
