import type { RowWrite, TableDefinition } from '../contract/tables/table-definition.js'
import { encodeArray, encodeValue, type Repairs } from '../tables/encode-value.js'
import { rowId } from '../tables/row-id.js'

/** Rows of one table that set the same fields, encoded, ready for one statement. */
export interface RowGroup {
  table: TableDefinition
  mode: RowWrite['mode']
  /** `externalId` first. */
  fields: readonly string[]
  rows: readonly EncodedRow[]
  /** Of its statement, from {@link parametersOf}: made with the rows, while the database works on those before. */
  parameters: readonly string[]
}

export interface EncodedRow {
  id: string
  externalId: string
  /** In the order of the group's fields. */
  values: readonly (string | null)[]
  /** How long they are together. */
  characters: number
}

/** A record that can't be written, and why. */
export interface BadRecord {
  recordId: string | undefined
  reason: string
}

/** What doesn't go into any group. */
export interface GroupingNotes {
  onBad(record: BadRecord): void
  onRepaired(repaired: RepairedRecord): void
}

/** A record with text that Postgres can't hold, which was replaced. */
export interface RepairedRecord {
  recordId: string
  /** Columns with such text. */
  columns: readonly string[]
}

/** Bounds of one statement. */
const maximumRows = 1_000
/** Of the first one of a save, before which the database has nothing to do. */
const firstRows = 200
const maximumCharacters = 8_000_000
/** Of one row: what Postgres and this process surely hold, escaped and as part of one statement. */
const maximumRowCharacters = 100_000_000

type GivenRow = Readonly<Record<string, unknown>>

/**
 * Folds rows with the same identity (of a field set twice the last value counts) and encodes them in groups that set the same fields, one
 * group at a time. Rows go in order of identity, so that two transactions that write the same rows don't deadlock.
 */
export function* groupRows(dataSourceId: string, write: RowWrite, notes: GroupingNotes): Generator<RowGroup> {
  const allFields = ['externalId', ...Object.keys(write.table.columns).filter((field) => field !== 'externalId')]
  const required = new Set(allFields.filter((field) => isRequired(write, field)))
  const folded = new Map<string, GivenRow>()
  for (const row of write.rows) {
    const problem = fold(folded, row)
    if (problem !== undefined) notes.onBad({ recordId: undefined, reason: `a row for ${write.table.name} ${problem}` })
  }
  let mostRows = firstRows
  const waiting = new Map<string, { fields: readonly string[]; rows: EncodedRow[]; characters: number }>()
  for (const externalId of [...folded.keys()].sort()) {
    const row = folded.get(externalId) ?? {}
    const fields = givenFields(allFields, required, row)
    const encoded = encodeRow(dataSourceId, write.table, fields, row, notes)
    if (!encoded) continue
    const signature = fields.length === allFields.length ? '' : fields.join()
    const group = waiting.get(signature) ?? { fields, rows: [], characters: 0 }
    waiting.set(signature, group)
    group.rows.push(encoded)
    group.characters += encoded.characters
    if (group.rows.length >= mostRows || group.characters >= maximumCharacters) {
      waiting.delete(signature)
      mostRows = maximumRows
      yield groupOf(dataSourceId, write, group)
    }
  }
  // Also the groups in an order that all transactions have.
  for (const [, group] of [...waiting].sort(([a], [b]) => (a < b ? -1 : 1))) yield groupOf(dataSourceId, write, group)
}

function groupOf(
  dataSourceId: string,
  { table, mode }: RowWrite,
  { fields, rows }: Pick<RowGroup, 'fields' | 'rows'>,
): RowGroup {
  return { table, mode, fields, rows, parameters: parametersOf(dataSourceId, fields, rows) }
}

/** What a statement that writes rows takes: the data source, the ids, then a list for each field. */
export function parametersOf(
  dataSourceId: string,
  fields: readonly string[],
  rows: readonly EncodedRow[],
): readonly string[] {
  return [
    dataSourceId,
    encodeArray(rows.map((row) => row.id)),
    ...fields.map((_, index) => encodeArray(rows.map((row) => row.values[index] ?? null))),
  ]
}

/** @returns what is wrong with a row that can't be identified. A getter of it may throw. */
function fold(folded: Map<string, GivenRow>, row: GivenRow): string | undefined {
  try {
    const externalId = row?.externalId
    if (typeof externalId !== 'string' || externalId === '') return 'has no externalId'
    const earlier = folded.get(externalId)
    folded.set(externalId, earlier ? { ...earlier, ...definedFields(row) } : row)
    return undefined
  } catch (error) {
    return `can't be read: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** The fields that a row sets; all of them where it can't be read, which encoding it then finds. */
function givenFields(allFields: readonly string[], required: ReadonlySet<string>, row: GivenRow): readonly string[] {
  const isGiven = (field: string) => row[field] !== undefined || required.has(field)
  try {
    // Most rows set all: they need no list of their own.
    return allFields.every(isGiven) ? allFields : allFields.filter(isGiven)
  } catch {
    return allFields
  }
}

function definedFields(row: GivenRow): GivenRow {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined))
}

function encodeRow(
  dataSourceId: string,
  table: TableDefinition,
  fields: readonly string[],
  row: GivenRow,
  notes: GroupingNotes,
): EncodedRow | undefined {
  const columns: string[] = []
  const repairs: Repairs = { count: 0 }
  let given: string | undefined
  try {
    given = String(row.externalId)
    const values: (string | null)[] = []
    let characters = 0
    for (const field of fields) {
      const before = repairs.count
      const value = encodeField(table, field, row[field], repairs)
      if (repairs.count > before) columns.push(field)
      if (value !== null) characters += value.length
      values.push(value)
    }
    const externalId = values[0] ?? given
    if (characters > maximumRowCharacters) {
      throw new TypeError(
        `${table.name}: the row has ${characters} characters, and at most ${maximumRowCharacters} go in`,
      )
    }
    if (columns.length > 0) notes.onRepaired({ recordId: externalId, columns })
    return { id: rowId(dataSourceId, table, externalId), externalId, values, characters }
  } catch (error) {
    notes.onBad({ recordId: given, reason: error instanceof Error ? error.message : String(error) })
    return undefined
  }
}

function isRequired(write: RowWrite, field: string): boolean {
  return write.mode === 'upsert' && write.table.columns[field]?.isNullable !== true
}

function encodeField(table: TableDefinition, field: string, value: unknown, repairs: Repairs): string | null {
  const type = table.columns[field]?.type ?? 'text'
  try {
    return encodeValue(type, value, repairs)
  } catch (error) {
    throw new TypeError(`${table.name}.${field}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
