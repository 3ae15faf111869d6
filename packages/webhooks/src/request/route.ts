/** Which data source a request is for, and what stands behind it in the address. */
export interface Route {
  dataSourceId: string
  pathSecret: string | undefined
}

/** Reads `<base path>/<data source>` and `<base path>/<data source>/<secret>`; undefined for all else. */
export function routeOf(url: string, basePath: string): Route | undefined {
  const { pathname } = new URL(url)
  const base = basePath.replace(/\/+$/, '')
  if (!pathname.startsWith(`${base}/`)) return undefined
  const parts = pathname
    .slice(base.length + 1)
    .replace(/\/$/, '')
    .split('/')
    .map(decode)
  const [dataSourceId, pathSecret] = parts
  if (parts.length > 2 || !dataSourceId) return undefined
  return { dataSourceId, pathSecret }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}
