import { inspect } from 'node:util'

/** The forms in which a secret may turn up in a text: as it is, and as URLs, JSON, HTML, hexadecimal and base64 write it. */
export function encodedForms(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const percent = percentEncoded(secret)
  const json = JSON.stringify(secret).slice(1, -1)
  const hex = bytes.toString('hex')
  return [
    secret,
    percent,
    percent.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    percent.replaceAll('%20', '+'),
    encodeURI(secret.toWellFormed()),
    // JSON in JSON, as in a log of a request's body.
    json,
    JSON.stringify(json).slice(1, -1),
    json.replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    inspect(secret, { maxStringLength: null, breakLength: Number.POSITIVE_INFINITY }).slice(1, -1),
    hex,
    hex.toUpperCase(),
    ...inBase64(bytes),
  ]
}

function percentEncoded(secret: string): string {
  // It throws for a lone surrogate.
  return encodeURIComponent(secret.toWellFormed())
}

/** A secret inside a longer base64 text, as in an `Authorization` header, has one of three forms. */
function inBase64(bytes: Buffer): string[] {
  return [0, 1, 2]
    .map((offset) => {
      const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
      return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6))
    })
    .filter((part) => part.length >= 6)
    .flatMap((part) => [part, part.replaceAll('+', '-').replaceAll('/', '_')])
}
