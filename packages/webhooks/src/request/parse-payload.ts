/** Reads a body as JSON, also where it is the field `payload` of a form, as GitHub can send it. Undefined: it is neither. */
export function parsePayload(contentType: string | null, body: Uint8Array): unknown {
  const text = new TextDecoder().decode(body)
  const isForm = contentType?.toLowerCase().startsWith('application/x-www-form-urlencoded') === true
  const json = isForm ? new URLSearchParams(text).get('payload') : text
  try {
    return JSON.parse(json ?? '')
  } catch {
    return undefined
  }
}
