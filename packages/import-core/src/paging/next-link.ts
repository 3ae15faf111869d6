/**
 * The address of the next page in a `Link` header, as it stands there; null at the end.
 * https://www.rfc-editor.org/rfc/rfc8288
 */
export function nextLink(header: string | null | undefined): string | null {
  for (const part of (header ?? '').split(/,\s*(?=<)/)) {
    const match = /^<([^>]*)>(.*)$/s.exec(part.trim())
    if (match?.[1] && /;\s*rel="?(?:[^"]*\s)?next(?:\s[^"]*)?"?(?:\s*;|\s*$)/i.test(match[2] ?? '')) return match[1]
  }
  return null
}
