import { TransientError } from '@data-import/core/provider'
import { attach, flush, keyOfChild, type OpenPart, openPart, requireBlank } from './open-part.js'

/** Characters that are read as JSON at once; a few milliseconds' work. */
const sliceLength = 128 * 1024
/** Characters that are looked through at once. */
const scanLength = 512 * 1024
/** Objects, lists and values of one answer: a body of nothing but `{},` has millions of them, and memory for each. */
export const mostValues = 2_000_000
const deepest = 1_000

const [quote, backslash, comma, openList, closeList, openObject, closeObject] = [...'"\\,[]{}'].map((character) =>
  character.charCodeAt(0),
)

/**
 * Reads a long text as `JSON.parse` does, and lets others continue in between: one that takes the event loop for seconds stops
 * heartbeats and every other run.
 *
 * @param breathe resolves when the others have gone on
 * @throws {SyntaxError} for what is no JSON; @throws {TransientError} for more values than anybody should have to read.
 */
export async function parseInSlices(text: string, breathe: () => Promise<void>): Promise<unknown> {
  const open: OpenPart[] = []
  let values = 0
  let breatheAt = scanLength
  let root: OpenPart | undefined
  for (let at = 0; at < text.length; at++) {
    if (at >= breatheAt) {
      breatheAt = at + scanLength
      await breathe()
    }
    const code = text.charCodeAt(at)
    if (code === quote) at = endOfText(text, at)
    else if (code === openList || code === openObject) {
      if (root && open.length === 0) throw new SyntaxError('There is more behind the value.')
      if (open.length === deepest) throw new SyntaxError(`It is nested deeper than ${deepest}.`)
      if (++values > mostValues) throw tooManyValues()
      const part = openPart(at, code === openList)
      root ??= part
      open.push(part)
    } else if (code === comma) {
      const part = open.at(-1)
      if (!part) throw new SyntaxError('There is a comma outside of the value.')
      if (++values > mostValues) throw tooManyValues()
      if (part.afterChild !== null) requireBlank(text, part.afterChild, at)
      else if (at - part.from > sliceLength) {
        settle(text, open)
        flush(text, part, at)
        await breathe()
      } else {
        part.elementAt = at + 1
        continue
      }
      Object.assign(part, { from: at + 1, elementAt: at + 1, afterChild: null, isComma: true })
    } else if (code === closeList || code === closeObject) {
      const part = open.pop()
      if (!part || part.isList !== (code === closeList)) throw new SyntaxError('A bracket has no partner.')
      if (part.value === null) continue
      if (part.afterChild !== null) requireBlank(text, part.afterChild, at)
      else flush(text, part, at)
      const parent = open.at(-1)
      if (parent) parent.afterChild = at + 1
      else requireBlank(text, at + 1, text.length)
    }
  }
  if (open.length > 0) throw new SyntaxError('It ends in the middle.')
  // What has no part that is long enough is read at once.
  return root?.value ? root.value : JSON.parse(text)
}

/** Gives every open part a value of its own, with what comes before the part in it that is open. */
function settle(text: string, open: readonly OpenPart[]): void {
  for (const [depth, part] of open.entries()) {
    if (part.value !== null) continue
    part.value = part.isList ? [] : {}
    const parent = open[depth - 1]
    if (!parent) {
      requireBlank(text, 0, part.start)
      continue
    }
    if (parent.elementAt > parent.from) flush(text, parent, parent.elementAt - 1)
    attach(parent, keyOfChild(text, parent, part.start), part.value)
  }
}

function endOfText(text: string, start: number): number {
  for (let at = start; ; ) {
    at = text.indexOf('"', at + 1)
    if (at === -1) throw new SyntaxError('A text has no end.')
    let slashes = 0
    while (text.charCodeAt(at - 1 - slashes) === backslash) slashes++
    if (slashes % 2 === 0) return at
  }
}

function tooManyValues(): TransientError {
  return new TransientError(`An answer holds more than ${mostValues} values; it was not read.`)
}
