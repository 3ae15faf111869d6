/** Lines and files that a commit changes against its first parent. A binary file counts as a file without lines. */
export interface LineCounts {
  linesAdded: number
  linesRemoved: number
  filesChanged: number
  /** The records of its files as git wrote them, in pieces, where they were asked for: read by {@link changedFiles}. */
  fileRecords?: readonly Buffer[]
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

/** What is read beside the counts. */
export interface NumstatOptions {
  /** Whether the records of the files are kept. Default: false. */
  keepsFiles?: boolean
}

/**
 * Records are `<commit>\0`, `added\tremoved\tpath\0`, or for a rename `added\tremoved\t\0from\0to\0`; a binary file
 * has `-` for both. A path may hold anything but NUL.
 */
export function createNumstatReader({ keepsFiles = false }: NumstatOptions = {}): NumstatReader {
  const counts: (LineCounts & { fileRecords?: Buffer[] })[] = []
  const commits: string[] = []
  let rest: Buffer = Buffer.alloc(0)
  let pathsToSkip = 0

  function push(chunk: Buffer): boolean {
    const buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    let position = 0
    let filesFrom = 0
    while (position < buffer.length) {
      if (pathsToSkip === 0 && buffer[position] === marker) {
        if (position + 1 >= buffer.length) break
        if (buffer[position + 1] === newline) {
          keepFiles(buffer.subarray(filesFrom, position))
          rest = buffer.subarray(position + 2)
          return true
        }
      }
      const end = buffer.indexOf(0, position)
      if (end < 0) break
      if (pathsToSkip > 0) pathsToSkip--
      else if (isCommit(buffer, position, end)) {
        keepFiles(buffer.subarray(filesFrom, position))
        filesFrom = end + 1
        beginCommit(buffer, position, end)
      } else readRecord(buffer, position, end)
      position = end + 1
    }
    keepFiles(buffer.subarray(filesFrom, position))
    rest = buffer.subarray(position)
    return false
  }

  function beginCommit(buffer: Buffer, start: number, end: number) {
    commits.push(buffer.toString('latin1', start, end))
    counts.push({ linesAdded: 0, linesRemoved: 0, filesChanged: 0, ...(keepsFiles && { fileRecords: [] }) })
  }

  function keepFiles(records: Buffer) {
    if (records.length > 0) counts.at(-1)?.fileRecords?.push(records)
  }

  function readRecord(buffer: Buffer, start: number, end: number) {
    const firstTab = buffer.indexOf(tab, start)
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

function isCommit(buffer: Buffer, start: number, end: number): boolean {
  const firstTab = buffer.indexOf(tab, start)
  return firstTab < 0 || firstTab > end
}

function numberAt(buffer: Buffer, start: number, end: number): number {
  if (buffer[start] === dash) return 0
  let value = 0
  for (let index = start; index < end; index++) value = value * 10 + ((buffer[index] ?? 48) - 48)
  return value
}
