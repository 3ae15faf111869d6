/** What a `tree` parameter asks for: by name, `*` standing for all that is shown without a tree. */
export type Tree = ReadonlyMap<string, Selection>

/** One name in a tree. */
export interface Selection {
  /** What is asked for inside; null where nothing was said. */
  readonly inside: Tree | null
  /** Which elements of a list. */
  readonly range: { readonly from: number; readonly to: number } | null
}

/** A `tree` that can't be read; the server answers 400. */
export class TreeError extends Error {}

/**
 * Reads `jobs[name,builds[number]{0,10}]{5,}`: names separated by commas, with what is inside in brackets and a range in braces.
 * https://www.jenkins.io/doc/book/using/remote-access-api/
 */
export function parseTree(text: string): Tree {
  const reader = { text, at: 0 }
  const tree = readList(reader)
  if (reader.at < text.length) throw new TreeError(`Unexpected "${text[reader.at]}" at ${reader.at}`)
  return tree
}

interface Reader {
  text: string
  at: number
}

function readList(reader: Reader): Tree {
  const tree = new Map<string, Selection>()
  for (;;) {
    const name = /^[^,[\]{}]+/.exec(reader.text.slice(reader.at))?.[0]
    if (name === undefined) throw new TreeError(`A name is missing at ${reader.at}`)
    reader.at += name.length
    tree.set(name.trim(), readSelection(reader))
    if (reader.text[reader.at] !== ',') return tree
    reader.at += 1
  }
}

function readSelection(reader: Reader): Selection {
  let inside: Tree | null = null
  if (reader.text[reader.at] === '[') {
    reader.at += 1
    inside = readList(reader)
    if (reader.text[reader.at] !== ']') throw new TreeError(`"]" is missing at ${reader.at}`)
    reader.at += 1
  }
  return { inside, range: readRange(reader) }
}

/** `{2,5}`, `{2,}`, `{,5}`, and `{2}` for one element; the end is exclusive. */
function readRange(reader: Reader): Selection['range'] {
  if (reader.text[reader.at] !== '{') return null
  const [whole = '', from, comma, to] = /^\{(\d*)(,?)(\d*)\}/.exec(reader.text.slice(reader.at)) ?? []
  if (whole === '' || (from === '' && to === '')) throw new TreeError(`A range can't be read at ${reader.at}`)
  reader.at += whole.length
  const first = from ? Number(from) : 0
  if (comma === '') return { from: first, to: first + 1 }
  return { from: first, to: to ? Number(to) : Number.POSITIVE_INFINITY }
}
