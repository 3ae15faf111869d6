import { columnOf, type TableDefinition } from '../contract/tables/table-definition.js'
import { quoteIdentifier } from '../database/identifiers.js'
import { encodeArray, encodeValue } from './encode-value.js'

/** Types of the host's columns by name. */
type ColumnTypes = ReadonlyMap<string, string>

const bounds: Readonly<Record<string, string>> = { gt: '>', gte: '>=', lt: '<', lte: '<=' }

/**
 * SQL of conditions, each with `AND` before it. Values become parameters that Postgres reads as what the host's column is, so that the
 * column's index is of use.
 *
 * @param values parameters so far; those of the conditions are added
 * @throws {TypeError} for a field that the table doesn't declare, and for a value that its type doesn't have.
 */
export function conditionsOf(
  table: TableDefinition,
  types: ColumnTypes,
  where: Readonly<Record<string, unknown>>,
  values: unknown[],
): string {
  return Object.entries(where)
    .map(([field, condition]) => ` AND ${conditionOf(table, types, field, condition, values)}`)
    .join('')
}

function conditionOf(
  table: TableDefinition,
  types: ColumnTypes,
  field: string,
  condition: unknown,
  values: unknown[],
): string {
  const name = columnOf(table, field)
  const type = types.get(name) ?? 'text'
  const column = quoteIdentifier(name)
  const declared = table.columns[field]?.type ?? 'text'
  const parameter = (value: unknown) => {
    values.push(encoded(table, field, value))
    return `$${values.length}::text::${type}`
  }
  const list = (given: unknown) => {
    if (!Array.isArray(given)) throw new TypeError(`${table.name}.${field}: expected a list, got ${typeof given}`)
    values.push(encodeArray(given.map((value) => encoded(table, field, value))))
    return `($${values.length}::text[]::${type}[])`
  }
  if (declared === 'json' || declared === 'text[]') {
    throw new TypeError(`${table.name}.${field} is ${declared}, which no condition compares.`)
  }
  if (condition === undefined) {
    throw new TypeError(
      `${table.name}.${field}: a condition is undefined. Leave the field out, or say null for unknown.`,
    )
  }
  if (condition === null) return `${column} IS NULL`
  if (typeof condition !== 'object' || condition instanceof Date) return `${column} = ${parameter(condition)}`
  const parts = Object.entries(condition).map(([operator, value]) => {
    if (operator === 'in') return `${column} = ANY ${list(value)}`
    if (operator === 'notIn') return `(${column} IS NULL OR ${column} <> ALL ${list(value)})`
    const sign = Object.hasOwn(bounds, operator) ? bounds[operator] : undefined
    if (sign === undefined) throw new TypeError(`${table.name}.${field}: there is no condition "${operator}".`)
    return `${column} ${sign} ${parameter(value)}`
  })
  // No bound at all is a bound that somebody forgot.
  if (parts.length === 0) throw new TypeError(`${table.name}.${field}: a condition is empty.`)
  return parts.join(' AND ')
}

function encoded(table: TableDefinition, field: string, value: unknown): string {
  const type = table.columns[field]?.type ?? 'text'
  let text: string | null
  try {
    text = encodeValue(type, value, { count: 0 })
  } catch (error) {
    throw new TypeError(`${table.name}.${field}: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (text === null) throw new TypeError(`${table.name}.${field}: a condition compares with ${String(value)}.`)
  return text
}
