const longestBytes = 65_536

/** The fields of a form; undefined if the request has none, is too long, or has a NUL. */
export async function readForm(request: Request): Promise<URLSearchParams | undefined> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded' || !request.body) return undefined
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = request.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.byteLength
    if (length > longestBytes) {
      await reader.cancel()
      return undefined
    }
    chunks.push(value)
  }
  const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
  // No text in Postgres can have it.
  return [...form].flat().some((text) => text.includes('\0')) ? undefined : form
}
