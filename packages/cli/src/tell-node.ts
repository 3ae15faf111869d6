/**
 * Says that this is Node, as Node 21 and later do. pg looks for Cloudflare's runtime by `navigator`, and where there is none by a
 * `Response`, for which Node loads all of `fetch`: https://github.com/brianc/node-postgres/blob/master/packages/pg/lib/stream.js
 */
export function tellNode(): void {
  if ('navigator' in globalThis) return
  const [major] = process.versions.node.split('.')
  const value = { userAgent: `Node.js/${major}` }
  Object.defineProperty(globalThis, 'navigator', { value, configurable: true, writable: true })
}
