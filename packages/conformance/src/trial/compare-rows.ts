import type { ComparedRow, Rows } from './rows.js'

const mostShown = 3
const mostCharacters = 60

/**
 * What distinguishes rows from those that should be there, as a sentence; undefined where nothing does.
 *
 * @param options.mayHaveMore rows of records that were deleted in the outside system are no difference
 */
export function compareRows(actual: Rows, right: Rows, options: { mayHaveMore?: boolean } = {}): string | undefined {
  const differences = [...right].flatMap(([table, rows]) => {
    const own = actual.get(table) ?? new Map<string, ComparedRow>()
    const missing = [...rows.keys()].filter((id) => !own.has(id))
    const surplus = options.mayHaveMore ? [] : [...own.keys()].filter((id) => !rows.has(id))
    const changed = [...rows].flatMap(([id, row]) => describeChange(table, id, own.get(id), row))
    return [
      ...(missing.length > 0
        ? [`${missing.length} of ${rows.size} rows of ${table} are missing (${some(missing)})`]
        : []),
      ...(surplus.length > 0 ? [`${surplus.length} rows of ${table} should not be there (${some(surplus)})`] : []),
      ...changed,
    ]
  })
  if (differences.length === 0) return undefined
  const more = differences.length > mostShown ? `, and ${differences.length - mostShown} more differences` : ''
  return `${differences.slice(0, mostShown).join('; ')}${more}`
}

/** Number of rows against what the outside system says. */
export function compareCounts(rows: Rows, expected: Readonly<Record<string, number>>): string | undefined {
  const differences = Object.entries(expected).flatMap(([table, count]) => {
    const actual = rows.get(table)?.size ?? 0
    return actual === count ? [] : [`${table} has ${actual} rows and should have ${count}`]
  })
  return differences.length > 0 ? differences.join('; ') : undefined
}

function describeChange(table: string, id: string, own: ComparedRow | undefined, right: ComparedRow): string[] {
  if (!own) return []
  const columns = Object.keys(right.content).filter((column) => !isEqual(own.content[column], right.content[column]))
  const [column] = columns
  if (column === undefined) return []
  const more = columns.length > 1 ? ` (and ${columns.length - 1} more columns)` : ''
  return [
    `${table} "${short(id)}" has ${column} = ${short(own.content[column])} and should have ${short(right.content[column])}${more}`,
  ]
}

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function some(ids: readonly string[]): string {
  return `${ids
    .slice(0, mostShown)
    .map((id) => `"${short(id)}"`)
    .join(', ')}${ids.length > mostShown ? ', …' : ''}`
}

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text
}
