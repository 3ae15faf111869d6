import iconv from 'iconv-lite'

/** Decodes bytes; what the encoding doesn't have becomes U+FFFD. */
export type Decoder = (bytes: Buffer) => string

/** Names that iconv has for encodings that are in the table under another one. */
const otherNames: Readonly<Record<string, string>> = {
  uhc: 'cp949',
  ujis: 'eucjp',
  eucjpms: 'eucjp',
  sjisopen: 'cp932',
}

/**
 * Those in which plain letters aren't the bytes that they are in ASCII: git finds its way through a commit by such bytes, so a header
 * that names one of them is wrong. The last ones are no encodings, though the table has them.
 */
const impossible = /^(utf(7|16|32)|ucs|unicode|base64|hex$|binary$|internal$|utf8|cesu8|iso646)/

const escapeByte = 27
const shiftOut = 14
const shiftIn = 15

/** The decoder for the name in a commit's `encoding` header, as iconv understands it; undefined for one that nobody knows. */
export function decoderOf(name: string): Decoder | undefined {
  const label = plain(name)
  if (impossible.test(label)) return undefined
  if (isJapaneseInEscapes(label)) return (bytes) => new TextDecoder('iso-2022-jp').decode(bytes)
  if (isKoreanInShifts(label)) return (bytes) => iconv.decode(withHighBits(bytes), 'euc-kr')
  const known = Object.hasOwn(otherNames, label) ? otherNames[label] : name.trim()
  return known && iconv.encodingExists(known) ? (bytes) => iconv.decode(bytes, known) : undefined
}

/** Whether its bytes for other letters may be those of `<` and `>`, so that it must be decoded before it is taken apart. */
export function hidesPunctuation(name: string): boolean {
  const label = plain(name)
  return isJapaneseInEscapes(label) || isKoreanInShifts(label)
}

/** Bytes that mean the same in every encoding of commits. */
export function isPlain(bytes: Buffer): boolean {
  for (const byte of bytes) {
    if (byte > 126 || byte === escapeByte || byte === shiftOut || byte === shiftIn) return false
  }
  return true
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/\/\/.*$/, '')
    .replace(/:\d{4}$/, '')
    .replace(/[^a-z0-9]/g, '')
}

function isJapaneseInEscapes(label: string): boolean {
  return /^(cs)?iso2022jp/.test(label)
}

function isKoreanInShifts(label: string): boolean {
  return /^(cs)?iso2022kr$/.test(label)
}

/** ISO-2022-KR is EUC-KR without the high bits, between a shift out and a shift in: https://www.rfc-editor.org/rfc/rfc1557 */
function withHighBits(bytes: Buffer): Buffer {
  const designation = Buffer.from([escapeByte, 0x24, 0x29, 0x43])
  const begin = bytes.indexOf(designation)
  const text = begin < 0 ? bytes : Buffer.concat([bytes.subarray(0, begin), bytes.subarray(begin + designation.length)])
  const decodable: number[] = []
  let isKorean = false
  for (const byte of text) {
    if (byte === shiftOut) isKorean = true
    else if (byte === shiftIn || byte === 10) isKorean = false
    if (byte !== shiftOut && byte !== shiftIn) decodable.push(isKorean && byte > 32 ? byte | 0x80 : byte)
  }
  return Buffer.from(decodable)
}
