import type { HeldBody } from './held-bytes.js'

/** The body as it was sent, or why it was not read to its end. */
export type ReadBody = { bytes: Uint8Array } | { refused: Refusal | 'broken' }

type Refusal = 'too large' | 'too slow' | 'busy'

/** How much of a body is read, and how long it may take. */
export interface BodyLimits {
  mostBytes: number
  timeoutMs: number
  held: HeldBody
}

/** Reads a body within limits. Whoever asked releases what is held. */
export async function readBody(request: Request, { mostBytes, timeoutMs, held }: BodyLimits): Promise<ReadBody> {
  if (Number(request.headers.get('content-length') ?? 0) > mostBytes) return { refused: 'too large' }
  if (request.body === null) return { bytes: new Uint8Array() }
  const reader = request.body.getReader()
  let timer: NodeJS.Timeout | undefined
  const tooSlow = new Promise<'too slow'>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, 'too slow')
  })
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      const next = await Promise.race([reader.read(), tooSlow])
      if (next === 'too slow') return leave(reader, next)
      if (next.done) return { bytes: Buffer.concat(chunks) }
      size += next.value.byteLength
      if (size > mostBytes) return leave(reader, 'too large')
      if (!held.add(next.value.byteLength)) return leave(reader, 'busy')
      chunks.push(next.value)
    }
  } catch {
    return { refused: 'broken' }
  } finally {
    clearTimeout(timer)
  }
}

function leave(reader: ReadableStreamDefaultReader<Uint8Array>, refused: Refusal): ReadBody {
  // Not waited for: the sender may never answer.
  reader.cancel().catch(() => undefined)
  return { refused }
}
