import { type Position, readCursor, writeCursor } from '../server/cursor.js'
import { failure } from './failure.js'
import type { Arguments } from './fields.js'

/** How rows become a connection. */
export interface ConnectionOptions<Row> {
  readonly value: (row: Row) => number | string
  readonly id: (row: Row) => number
  readonly node: (row: Row) => unknown
  /** Where the query has no `orderBy`. Default ascending. */
  readonly direction?: 'ASC' | 'DESC'
}

/** A page of rows by keyset: a cursor is a position, not a row that must still be there. */
export function connection<Row>(rows: readonly Row[], args: Arguments, options: ConnectionOptions<Row>) {
  const sign = (args.orderBy?.direction ?? options.direction ?? 'ASC') === 'DESC' ? -1 : 1
  const position = (row: Row): Position => [options.value(row), options.id(row)]
  const compare = (a: Position, b: Position) => sign * (compareValues(a[0], b[0]) || a[1] - b[1])
  const sorted = [...rows].sort((a, b) => compare(position(a), position(b)))
  const after = args.after ? positionOf(args.after, 'after') : undefined
  const before = args.before ? positionOf(args.before, 'before') : undefined
  const within = sorted.filter(
    (row) => (!after || compare(position(row), after) > 0) && (!before || compare(position(row), before) < 0),
  )
  const page = args.last === undefined ? within.slice(0, args.first) : within.slice(-args.last)
  const cursor = (row: Row | undefined) => (row === undefined ? null : writeCursor(position(row)))
  return {
    totalCount: rows.length,
    pageInfo: {
      hasNextPage: args.last === undefined ? page.length < within.length : before !== undefined,
      hasPreviousPage: args.last === undefined ? after !== undefined : page.length < within.length,
      startCursor: cursor(page[0]),
      endCursor: cursor(page.at(-1)),
    },
    nodes: page.map(options.node),
    edges: page.map((row) => ({ cursor: cursor(row), node: options.node(row) })),
  }
}

function compareValues(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return a < b ? -1 : a > b ? 1 : 0
}

function positionOf(text: string, name: string): Position {
  const position = readCursor(text)
  if (position) return position
  throw failure('INVALID_CURSOR_ARGUMENTS', `\`${text}\` does not appear to be a valid cursor for \`${name}\`.`)
}
