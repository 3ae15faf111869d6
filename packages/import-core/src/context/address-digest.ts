import { createHash } from 'node:crypto'

/**
 * Digest of the addresses in a data source's configuration, for telling whether a position belongs to them. Of each only
 * origin and path go in: no credentials, and no query, which may hold some.
 *
 * @returns null for a data source without addresses.
 */
export function addressDigest(
  settings: readonly { key: string; value: string }[],
  addressKeys: ReadonlySet<string>,
): string | null {
  const addresses = settings
    .filter(({ key, value }) => addressKeys.has(key) && value !== '')
    .map(({ key, value }) => [key, placeOf(value)])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
  if (addresses.length === 0) return null
  return createHash('sha256').update(JSON.stringify(addresses)).digest('hex').slice(0, 32)
}

/** A host may write its settings without asking whether they are addresses. */
function placeOf(value: string): string {
  if (!URL.canParse(value)) return ''
  const { origin, pathname } = new URL(value)
  return `${origin}${pathname.replace(/\/+$/, '')}`
}
