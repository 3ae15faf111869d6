import { isUtf8 } from 'node:buffer'
import { decoderOf, isPlain } from './known-encodings.js'

/**
 * Decodes bytes by the commit's `encoding` header as iconv does, which git uses. Bytes that are not in that encoding become U+FFFD,
 * unless all of them are UTF-8: then the header is wrong. Without a header that is known, bytes are UTF-8, else windows-1252, which
 * has a character for each byte. Plain letters are themselves whatever the header says, so that an e-mail stays one person's.
 */
export function decodeText(bytes: Buffer, encoding?: string): string {
  if (encoding !== undefined) {
    if (isPlain(bytes)) return bytes.toString('latin1')
    const decoded = decoderOf(encoding)?.(bytes)
    if (decoded !== undefined && !(decoded.includes('\ufffd') && isUtf8(bytes))) return decoded
  }
  if (isUtf8(bytes)) return bytes.toString('utf8')
  return new TextDecoder('windows-1252').decode(bytes)
}
