import { UnreadableError } from './git-failure.js'

/** One object as `git cat-file --batch` gives it. */
export interface RawObject {
  sha: string
  /** What follows the header; its first {@link largestObject} bytes of a bigger object. */
  content: Buffer
  /** Bytes that were left out at the end. */
  omittedBytes: number
}

/** Bytes kept of one object: commits beyond it exist only to do harm, and memory has to stay bounded. */
export const largestObject = 32 * 1024 * 1024

const newline = 10

/**
 * Splits the output of `git cat-file --batch` (`<id> <type> <size>\n<content>\n`) into objects, as they arrive. Whether
 * the last one is whole is for the exit code to say.
 */
export async function* rawObjects(
  output: AsyncIterable<Buffer>,
  maximumBytes: number = largestObject,
): AsyncGenerator<RawObject[]> {
  let chunks: Buffer[] = []
  let length = 0
  let needed = 1
  let toDrop = 0
  for await (const received of output) {
    const chunk = toDrop > 0 ? received.subarray(Math.min(toDrop, received.length)) : received
    toDrop -= received.length - chunk.length
    if (chunk.length === 0) continue
    chunks.push(chunk)
    length += chunk.length
    if (length < needed) continue
    const buffer = chunks.length === 1 ? chunk : Buffer.concat(chunks)
    const split = splitObjects(buffer, maximumBytes)
    toDrop = split.toDrop
    chunks = split.rest.length > 0 ? [split.rest] : []
    length = split.rest.length
    needed = split.needed
    if (split.objects.length > 0) yield split.objects
  }
}

interface Split {
  objects: RawObject[]
  rest: Buffer
  /** Length that the rest must reach to hold the next object. */
  needed: number
  /** Bytes to skip in what follows. */
  toDrop: number
}

function splitObjects(buffer: Buffer, maximumBytes: number): Split {
  const objects: RawObject[] = []
  let position = 0
  while (position < buffer.length) {
    const lineEnd = buffer.indexOf(newline, position)
    if (lineEnd < 0)
      return { objects, rest: buffer.subarray(position), needed: buffer.length - position + 1, toDrop: 0 }
    const { sha, size } = readHeader(buffer.toString('latin1', position, lineEnd))
    const kept = Math.min(size, maximumBytes)
    const end = lineEnd + 1 + kept
    const isCut = kept < size
    const needed = end + (isCut ? 0 : 1) - position
    if (buffer.length - position < needed) return { objects, rest: buffer.subarray(position), needed, toDrop: 0 }
    objects.push({ sha, content: buffer.subarray(lineEnd + 1, end), omittedBytes: size - kept })
    position += needed
    if (!isCut) continue
    const leftOver = size - kept + 1
    const here = Math.min(leftOver, buffer.length - position)
    position += here
    if (here < leftOver) return { objects, rest: buffer.subarray(position), needed: 1, toDrop: leftOver - here }
  }
  return { objects, rest: buffer.subarray(position), needed: 1, toDrop: 0 }
}

function readHeader(line: string): { sha: string; size: number } {
  const [sha = '', type, size] = line.split(' ')
  if (type === 'commit' && size !== undefined) return { sha, size: Number(size) }
  throw new UnreadableError(`The commit ${sha} can't be read (${type ?? 'no type'})`)
}
