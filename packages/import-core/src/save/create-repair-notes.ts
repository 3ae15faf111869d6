import type { RunLog } from '../contract/execution-context.js'
import type { RepairedRecord } from './group-rows.js'

/** Which texts of a run were replaced, in memory that doesn't grow with their number. */
export interface RepairNotes {
  add(table: string, records: readonly RepairedRecord[]): void
  /** Warns once for each table. */
  tell(): void
}

const shown = 20

/** Notes of one run: a warning for each save would bury all others. */
export function createRepairNotes(log: RunLog): RepairNotes {
  const tables = new Map<string, { rows: number; columns: Map<string, number>; first: Set<string> }>()
  return {
    add(table, records) {
      const noted = tables.get(table) ?? { rows: 0, columns: new Map<string, number>(), first: new Set<string>() }
      tables.set(table, noted)
      noted.rows += records.length
      for (const { recordId, columns } of records) {
        if (noted.first.size < shown) noted.first.add(recordId)
        for (const column of columns) noted.columns.set(column, (noted.columns.get(column) ?? 0) + 1)
      }
    },
    tell() {
      for (const [table, { rows, columns, first }] of tables) {
        const where = [...columns].map((column) => column.join(' ')).join(', ')
        const which = [...first].slice(0, 3).join(', ')
        log.warn(
          `${table}: text that Postgres can't hold (NUL, lone surrogates) was replaced by U+FFFD in ${rows} ${rows === 1 ? 'row' : 'rows'} (${where}), the first: ${which}`,
          { details: { rows, columns: Object.fromEntries(columns), first: [...first] } },
        )
      }
      tables.clear()
    },
  }
}
