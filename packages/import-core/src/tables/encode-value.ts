import type { ColumnType } from '../contract/tables/table-definition.js'
import { wellFormed } from '../database/well-formed.js'

/** Text that Postgres can't hold was replaced: NUL characters and lone surrogates by U+FFFD. */
export interface Repairs {
  count: number
}

/**
 * Text form of a value as Postgres reads it, or null.
 * @throws {TypeError} for a value that the column's type has no form for.
 */
export function encodeValue(type: ColumnType, value: unknown, repairs: Repairs): string | null {
  if (value === null || value === undefined) return null
  switch (type) {
    case 'text':
      return encodeText(value, repairs)
    case 'timestamp':
      return encodeTimestamp(value)
    case 'json':
      return encodeJson(value, repairs)
    case 'text[]':
      if (!Array.isArray(value)) throw new TypeError(`expected a list of texts, got ${typeof value}`)
      return encodeArray(value.map((item) => encodeValue('text', item, repairs)))
    case 'boolean':
      if (typeof value !== 'boolean') throw new TypeError(`expected true or false, got ${typeof value}`)
      return value ? 't' : 'f'
    default:
      if (typeof value === 'number' || typeof value === 'bigint') return String(value)
      throw new TypeError(`expected a number, got ${typeof value}`)
  }
}

/** Literal of a Postgres array. One such text a column travels faster through Prisma than an array. */
export function encodeArray(values: readonly (string | null)[]): string {
  if (values.length === 0) return '{}'
  let isPlain = true
  const elements = values.map((value) => {
    if (value === null) {
      isPlain = false
      return null
    }
    return needsEscape.test(value) ? value.replace(escaped, '\\$&') : value
  })
  // One join makes one text; a text that grows by each element makes the garbage collector work as long as everything else.
  if (isPlain) return `{"${elements.join('","')}"}`
  return `{${elements.map((element) => (element === null ? 'NULL' : `"${element}"`)).join()}}`
}

const needsEscape = /["\\]/
const escaped = /["\\]/g

function encodeText(value: unknown, repairs: Repairs): string {
  if (typeof value === 'string') return repairText(value, repairs)
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value)
  throw new TypeError(`expected a text, got ${typeof value}`)
}

function repairText(text: string, repairs: Repairs): string {
  const repaired = wellFormed(text)
  if (repaired !== text) repairs.count++
  return repaired
}

const year1 = Date.parse('0001-01-01T00:00:00Z')
const year10000 = Date.UTC(10_000, 0, 1)

/** Years outside 0001 to 9999 have another form in JavaScript than in Postgres. */
function encodeTimestamp(value: unknown): string {
  if (!(value instanceof Date)) throw new TypeError(`expected a Date, got ${typeof value}`)
  const time = value.getTime()
  if (Number.isNaN(time)) throw new TypeError('expected a valid Date')
  const text = value.toISOString()
  if (time >= year1 && time < year10000) return text
  const year = value.getUTCFullYear()
  if (year > 9999) return text.replace(/^\+0*/, '')
  return `${String(1 - year).padStart(4, '0')}${text.replace(/^(-\d{6}|\d{4})/, '')} BC`
}

function encodeJson(value: unknown, repairs: Repairs): string | null {
  const text = JSON.stringify(value)
  if (text === undefined) throw new TypeError(`expected JSON, got ${typeof value}`)
  // JSON.stringify escapes lone surrogates; jsonb refuses them and \u0000. The look-behind skips escaped backslashes.
  const repaired = text.replace(/(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/gi, '$1\uFFFD')
  if (repaired !== text) repairs.count++
  return repaired
}

/** Rows as JSON, for `jsonb_populate_recordset`: as {@link encodeRecord} makes each. */
export function encodeRecords(records: readonly Readonly<Record<string, unknown>>[]): string {
  return `[${records.map(encodeRecord).join(',')}]`
}

/** One row as JSON, for `jsonb_populate_record`: text is repaired, dates are in the form that Postgres reads. */
export function encodeRecord(record: Readonly<Record<string, unknown>>): string {
  const repairs: Repairs = { count: 0 }
  const plain = Object.entries(record).map(([name, value]) => [
    name,
    value instanceof Date ? encodeTimestamp(value) : value,
  ])
  return encodeJson(Object.fromEntries(plain), repairs) ?? '{}'
}
