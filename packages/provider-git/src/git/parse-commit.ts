import { decodeText } from './decode-text.js'
import { type Person, type PersonStamp, parsePerson, parseTime, type ReadPerson } from './parse-person.js'

/** A commit as its author made it. */
export interface ParsedCommit {
  sha: string
  parents: string[]
  author: PersonStamp
  committer: PersonStamp
  /** Without the newlines at its end. */
  message: string
}

/** Who made a commit. */
export interface CommitPeople {
  author: Person
  committer: Person
}

const newline = 10
const space = 32
const nobody: PersonStamp = { name: '', email: '', at: null }

/**
 * Parses a raw commit object: https://git-scm.com/docs/git-commit#_discussion. Whatever is absent or damaged comes
 * out empty; nothing throws.
 */
export function parseCommit(sha: string, content: Buffer, readPerson: ReadPerson = parsePerson): ParsedCommit {
  const { parents, author, committer, encoding, end } = headerOf(content)
  const stamp = (line: string | undefined): PersonStamp =>
    line === undefined ? nobody : { ...readPerson(line, encoding), at: parseTime(line, encoding) }
  return {
    sha,
    parents,
    author: stamp(author),
    committer: stamp(committer),
    message: end === undefined ? '' : messageOf(content, end + 2, encoding),
  }
}

/** The people of a commit, without its message. */
export function parsePeople(content: Buffer, readPerson: ReadPerson): CommitPeople {
  const { author, committer, encoding } = headerOf(content)
  const read = (line: string | undefined) => (line === undefined ? nobody : readPerson(line, encoding))
  return { author: read(author), committer: read(committer) }
}

interface Header {
  parents: string[]
  author?: string
  committer?: string
  encoding?: string
  /** Where the empty line behind it begins; absent if there is none. */
  end?: number
}

/** One character a byte, so that positions in the text are positions in the content. */
function headerOf(content: Buffer): Header {
  const end = content.indexOf('\n\n')
  const text = content.toString('latin1', 0, end < 0 ? content.length : end)
  const header: Header = { parents: [], ...(end >= 0 && { end }) }
  for (let start = 0; start < text.length; ) {
    let lineEnd = text.indexOf('\n', start)
    if (lineEnd < 0) lineEnd = text.length
    // Lines that continue a signature or a merged tag begin with a space, and are most of a signed commit's header.
    if (text.charCodeAt(start) !== space) readLine(header, text, start, lineEnd)
    start = lineEnd + 1
  }
  return header
}

function readLine(header: Header, text: string, start: number, end: number): void {
  if (text.startsWith('parent ', start)) header.parents.push(text.slice(start + 7, end))
  else if (text.startsWith('author ', start)) header.author ??= text.slice(start + 7, end)
  else if (text.startsWith('committer ', start)) header.committer ??= text.slice(start + 10, end)
  else if (text.startsWith('encoding ', start)) header.encoding ??= text.slice(start + 9, end)
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
