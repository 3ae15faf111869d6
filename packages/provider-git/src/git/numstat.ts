/** Lines and files that a commit changes against its first parent. A binary file counts as a file without lines. */
export interface LineCounts {
  linesAdded: number
  linesRemoved: number
  filesChanged: number
}

/** Line that asks `git diff-tree --stdin` to echo it and to flush: it is no object id. */
export const endMarker = '.\n'

const marker = 46
const newline = 10
const tab = 9
const dash = 45

/** Reads `git diff-tree --stdin -z --numstat --always` as it arrives. */
export interface NumstatReader {
  /** @returns true when the end marker was read. */
  push(chunk: Buffer): boolean
  /** Counts in the order of the commits; the last may be unfinished while no marker was read. */
  readonly counts: readonly LineCounts[]
  /** The commits, in the same order. */
  readonly commits: readonly string[]
}

/**
 * Records are `<commit>\0`, `added\tremoved\tpath\0`, or for a rename `added\tremoved\t\0from\0to\0`; a binary file
 * has `-` for both. A path may hold anything but NUL.
 */
export function createNumstatReader(): NumstatReader {
  const counts: LineCounts[] = []
  const commits: string[] = []
  let rest: Buffer = Buffer.alloc(0)
  let pathsToSkip = 0

  function push(chunk: Buffer): boolean {
    const buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    let position = 0
    while (position < buffer.length) {
      if (pathsToSkip === 0 && buffer[position] === marker) {
        if (position + 1 >= buffer.length) break
        if (buffer[position + 1] === newline) {
          rest = buffer.subarray(position + 2)
          return true
        }
      }
      const end = buffer.indexOf(0, position)
      if (end < 0) break
      if (pathsToSkip > 0) pathsToSkip--
      else readRecord(buffer, position, end)
      position = end + 1
    }
    rest = buffer.subarray(position)
    return false
  }

  function readRecord(buffer: Buffer, start: number, end: number) {
    const firstTab = buffer.indexOf(tab, start)
    if (firstTab < 0 || firstTab > end) {
      commits.push(buffer.toString('latin1', start, end))
      counts.push({ linesAdded: 0, linesRemoved: 0, filesChanged: 0 })
      return
    }
    const secondTab = buffer.indexOf(tab, firstTab + 1)
    const current = counts.at(-1)
    if (current) {
      current.linesAdded += numberAt(buffer, start, firstTab)
      current.linesRemoved += numberAt(buffer, firstTab + 1, secondTab)
      current.filesChanged++
    }
    if (secondTab + 1 === end) pathsToSkip = 2
  }

  return { push, counts, commits }
}

function numberAt(buffer: Buffer, start: number, end: number): number {
  if (buffer[start] === dash) return 0
  let value = 0
  for (let index = start; index < end; index++) value = value * 10 + ((buffer[index] ?? 48) - 48)
  return value
}
