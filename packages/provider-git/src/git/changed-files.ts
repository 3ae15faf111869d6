import type { LineCounts } from './numstat.js'

/** A file that a commit changes against its first parent. */
export interface ChangedFile {
  /** Null for a binary file. */
  linesAdded: number | null
  linesRemoved: number | null
  /** Bytes as git has them: nothing says how they are encoded. */
  path: Buffer
  /** Where it was before; null if it wasn't moved. */
  renamedFrom: Buffer | null
}

const tab = 9
const dash = 45

/** The files of a commit, one by one: a commit may change hundreds of thousands. None where they weren't asked for. */
export function* changedFiles({ fileRecords = [] }: Pick<LineCounts, 'fileRecords'>): Generator<ChangedFile> {
  const records = Buffer.concat(fileRecords)
  for (let position = 0; position < records.length; ) {
    const firstTab = records.indexOf(tab, position)
    const secondTab = records.indexOf(tab, firstTab + 1)
    const lines = {
      linesAdded: numberOf(records.subarray(position, firstTab)),
      linesRemoved: numberOf(records.subarray(firstTab + 1, secondTab)),
    }
    const path = upToNul(records, secondTab + 1)
    position = secondTab + 1 + path.length + 1
    if (path.length > 0) {
      yield { ...lines, path, renamedFrom: null }
      continue
    }
    const renamedFrom = upToNul(records, position)
    const renamed = upToNul(records, position + renamedFrom.length + 1)
    position += renamedFrom.length + 1 + renamed.length + 1
    yield { ...lines, path: renamed, renamedFrom }
  }
}

function upToNul(records: Buffer, start: number): Buffer {
  return records.subarray(start, records.indexOf(0, start))
}

function numberOf(digits: Buffer): number | null {
  return digits[0] === dash ? null : Number(digits.toString('latin1'))
}
