/** Where a row stands in an order: by value, then by id, so that a changed list skips and repeats nothing. */
export type Position = readonly [value: number | string, id: number]

/** A position as an opaque text. */
export function writeCursor(position: Position): string {
  return Buffer.from(`cursor:v2:${JSON.stringify(position)}`).toString('base64')
}

/** The position of a cursor, undefined if it is none. */
export function readCursor(text: string): Position | undefined {
  const decoded = Buffer.from(text, 'base64').toString()
  try {
    const [value, id] = JSON.parse(decoded.replace(/^cursor:v2:/, ''))
    return [value, id]
  } catch {
    return undefined
  }
}
