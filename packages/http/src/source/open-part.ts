/** A list or an object of which a slice after the other is read. */
export interface OpenPart {
  /** Where its bracket is. */
  start: number
  isList: boolean
  /** What of it was read; null while it is short enough to be read at once with what holds it. */
  value: unknown[] | Record<string, unknown> | null
  /** Where what was not read begins. */
  from: number
  /** Where its present element begins. */
  elementAt: number
  /** End of a part in it that was read by itself; null elsewhere. */
  afterChild: number | null
  /** Whether something must follow, as after a comma. */
  isComma: boolean
}

export function openPart(start: number, isList: boolean): OpenPart {
  return { start, isList, value: null, from: start + 1, elementAt: start + 1, afterChild: null, isComma: false }
}

/** Reads what was not read, up to a comma or the end. */
export function flush(text: string, part: OpenPart, end: number): void {
  const slice = text.slice(part.from, end)
  if (slice.trim() === '') {
    if (part.isComma || text[end] === ',') throw new SyntaxError('An element is missing.')
    return
  }
  const read: unknown = JSON.parse(part.isList ? `[${slice}]` : `{${slice}}`)
  for (const [key, value] of Object.entries(read as object)) attach(part, part.isList ? null : key, value)
}

export function attach({ value }: OpenPart, key: string | null, child: unknown): void {
  if (Array.isArray(value)) value.push(child)
  else if (value !== null && key !== null) {
    // By definition and not by assignment: "__proto__" is a key as any other.
    Object.defineProperty(value, key, { value: child, writable: true, enumerable: true, configurable: true })
  }
}

/** The key before a part in an object; null in a list. */
export function keyOfChild(text: string, parent: OpenPart, start: number): string | null {
  const before = text.slice(parent.elementAt, start).trim()
  if (parent.isList) {
    if (before !== '') throw new SyntaxError('An element is two.')
    return null
  }
  if (!before.endsWith(':')) throw new SyntaxError('A key is missing.')
  const key: unknown = JSON.parse(before.slice(0, -1))
  if (typeof key !== 'string') throw new SyntaxError('A key is no text.')
  return key
}

export function requireBlank(text: string, from: number, end: number): void {
  if (text.slice(from, end).trim() !== '') throw new SyntaxError('Something stands where nothing should.')
}
