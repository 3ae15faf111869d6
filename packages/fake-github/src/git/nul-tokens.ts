import type { Readable } from 'node:stream'

/** Splits a stream at NUL; what follows the last one is given too, unless it is empty. */
export async function* nulTokens(stream: Readable): AsyncGenerator<string[]> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of stream) {
    const data: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const end = data.lastIndexOf(0)
    if (end === -1) {
      rest = data
      continue
    }
    rest = data.subarray(end + 1)
    yield data.toString('utf8', 0, end).split('\0')
  }
  if (rest.length > 0) yield [rest.toString('utf8')]
}
