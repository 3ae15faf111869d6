/**
 * The address of the next page in a `Link` header, as it stands there; null at the end.
 * https://www.rfc-editor.org/rfc/rfc8288
 */
export function nextLink(header: string | null | undefined): string | null {
  for (const part of (header ?? '').split(/,\s*(?=<)/)) {
    const match = /^<([^>]*)>(.*)$/s.exec(part.trim())
    if (match?.[1] && relationsOf(match[2] ?? '').includes('next')) return match[1]
  }
  return null
}

/** Quoted texts are passed as a whole: what looks like a parameter in them is none. */
const parameter = /;\s*([^\s=;,"]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/gs

function relationsOf(parameters: string): string[] {
  for (const [, name, quoted, bare] of parameters.matchAll(parameter)) {
    // The first counts alone, by the standard.
    if (name?.toLowerCase() === 'rel') return (quoted ?? bare ?? '').toLowerCase().split(/\s+/)
  }
  return []
}
