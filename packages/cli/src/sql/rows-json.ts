import { escapeJson } from '../output/escape-json.js'
import { type ArrayText, parseArray } from './parse-array.js'
import type { ValueType } from './value-types.js'

/** OIDs that never change: src/include/catalog/pg_type.dat of Postgres. */
const boolean = 16
const wholeNumbers: ReadonlySet<number> = new Set([20, 21, 23, 26])
const floats: ReadonlySet<number> = new Set([700, 701])
const jsons: ReadonlySet<number> = new Set([114, 3802])

/**
 * Makes rows, as Postgres printed them, one JSON document that loses nothing: an array with one object for each row. Whole
 * numbers and floats are numbers if every JSON reader keeps them exactly. Everything else is the text that Postgres prints.
 * JSON keeps every digit.
 */
export function rowsJson(
  names: readonly string[],
  rows: readonly (readonly (string | null)[])[],
  typeOf: (column: number) => number,
  types: ReadonlyMap<number, ValueType>,
): string {
  if (rows.length === 0) return '[]\n'
  const keys = names.map((name) => JSON.stringify(name))
  const objects = rows.map((row) => {
    const fields = keys.map((key, index) => `    ${key}: ${valueJson(row[index] ?? null, typeOf(index), types)}`)
    return fields.length === 0 ? '  {}' : `  {\n${fields.join(',\n')}\n  }`
  })
  return escapeJson(`[\n${objects.join(',\n')}\n]\n`)
}

function valueJson(text: string | null, oid: number, types: ReadonlyMap<number, ValueType>): string {
  if (text === null) return 'null'
  const type = types.get(oid)
  if (type && type.base !== oid) return valueJson(text, type.base, types)
  if (type?.element != null) {
    const list = parseArray(text, types.get(type.element)?.delimiter)
    return list ? listJson(list, type.element, types) : JSON.stringify(text)
  }
  if (oid === boolean) return text === 't' ? 'true' : 'false'
  if (wholeNumbers.has(oid)) return Number.isSafeInteger(Number(text)) ? text : JSON.stringify(text)
  if (floats.has(oid)) return Number.isFinite(Number(text)) ? text : JSON.stringify(text)
  return jsons.has(oid) ? text : JSON.stringify(text)
}

function listJson(list: readonly ArrayText[], element: number, types: ReadonlyMap<number, ValueType>): string {
  const parts = list.map((one) => (Array.isArray(one) ? listJson(one, element, types) : valueJson(one, element, types)))
  return `[${parts.join(', ')}]`
}
