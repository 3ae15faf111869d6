import { decodeText } from './decode-text.js'
import { type PersonStamp, parsePerson } from './parse-person.js'

/** A commit as its author made it. */
export interface ParsedCommit {
  sha: string
  parents: string[]
  author: PersonStamp
  committer: PersonStamp
  /** Without the newlines at its end. */
  message: string
}

const newline = 10
const nobody: PersonStamp = { name: '', email: '', at: null }

/**
 * Parses a raw commit object: https://git-scm.com/docs/git-commit#_discussion. Whatever is absent or damaged comes
 * out empty; nothing throws.
 */
export function parseCommit(sha: string, content: Buffer): ParsedCommit {
  const headerEnd = content.indexOf('\n\n')
  // One character a byte, so that positions in the text are positions in the content.
  const header = content.toString('latin1', 0, headerEnd < 0 ? content.length : headerEnd)
  const parents: string[] = []
  let author: [number, number] | undefined
  let committer: [number, number] | undefined
  let encoding: string | undefined
  for (let start = 0; start < header.length; ) {
    let end = header.indexOf('\n', start)
    if (end < 0) end = header.length
    // Lines that continue a signature or a merged tag begin with a space and match none of these.
    if (header.startsWith('parent ', start)) parents.push(header.slice(start + 7, end))
    else if (!author && header.startsWith('author ', start)) author = [start + 7, end]
    else if (!committer && header.startsWith('committer ', start)) committer = [start + 10, end]
    else if (!encoding && header.startsWith('encoding ', start)) encoding = header.slice(start + 9, end)
    start = end + 1
  }
  return {
    sha,
    parents,
    author: author ? parsePerson(content.subarray(...author), encoding) : nobody,
    committer: committer ? parsePerson(content.subarray(...committer), encoding) : nobody,
    message: headerEnd < 0 ? '' : messageOf(content, headerEnd + 2, encoding),
  }
}

/** The parents, without parsing the rest: their lines follow the tree's. */
export function parentsOf(content: Buffer): string[] {
  const parents: string[] = []
  for (let start = content.indexOf(newline) + 1; start > 0; ) {
    const end = content.indexOf(newline, start)
    const line = content.toString('latin1', start, end < 0 ? content.length : end)
    if (!line.startsWith('parent ')) break
    parents.push(line.slice(7))
    start = end + 1
  }
  return parents
}

/** The first parent, without parsing the rest. */
export function firstParentOf(content: Buffer): string | undefined {
  const treeEnd = content.indexOf(newline)
  const end = content.indexOf(newline, treeEnd + 1)
  const line = content.toString('latin1', treeEnd + 1, end)
  return line.startsWith('parent ') ? line.slice(7) : undefined
}

function messageOf(content: Buffer, start: number, encoding: string | undefined): string {
  let end = content.length
  while (end > start && content[end - 1] === newline) end--
  return decodeText(content.subarray(start, end), encoding)
}
