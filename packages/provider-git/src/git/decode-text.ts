import { isUtf8 } from 'node:buffer'

/**
 * Decodes bytes by the commit's `encoding` header, else as UTF-8, else as windows-1252, which has a character for each
 * byte: nothing is lost and nothing becomes a replacement character.
 */
export function decodeText(bytes: Buffer, encoding?: string): string {
  if (encoding !== undefined) {
    const decoded = decodeAs(bytes, encoding)
    if (decoded !== null) return decoded
  }
  if (isUtf8(bytes)) return bytes.toString('utf8')
  return new TextDecoder('windows-1252').decode(bytes)
}

function decodeAs(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding.trim(), { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    // An encoding nobody knows, or bytes that are not in it.
    return null
  }
}
