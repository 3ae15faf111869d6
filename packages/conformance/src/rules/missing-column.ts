import { quoteIdentifier, quoteTable, tableStatements } from '@data-import/core'
import type { TableDefinition } from '@data-import/core/provider'
import { defineRule } from '../rule.js'
import { firstImport } from '../trial/first-import.js'
import type { Lab } from '../trial/lab.js'
import type { Trial } from '../trial/open-trial.js'
import type { PassRecord } from '../trial/pass-record.js'

/** A column that the host's table lacks is reported by name, and what doesn't need the table continues. */
export const missingColumn = defineRule('missing column', async (lab) => {
  const trial = await lab.open({ records: 3 })
  const { record } = (await firstImport(lab, trial)).report
  for (const table of lab.provider.tables ?? []) {
    const column = columnToDrop(table, record)
    if (column === undefined) continue
    await trial.db.$executeRawUnsafe(
      `ALTER TABLE ${quoteTable('data', table.name)} DROP COLUMN ${quoteIdentifier(column)} CASCADE`,
    )
    await requireReport(lab, trial, { table, column, affected: affectedBy(lab, table, record) })
    for (const statement of tableStatements(table)) await trial.db.$executeRawUnsafe(statement)
  }
})

/** A column that the import fills, so that a provider can't do without it; undefined for a table that it doesn't write. */
function columnToDrop(table: TableDefinition, { writes }: PassRecord): string | undefined {
  const written = writes.filter((write) => write.table.name === table.name).flatMap(({ rows }) => rows)
  const fields = Object.keys(table.columns).filter((field) => written.some((row) => row[field] !== undefined))
  const field = fields.filter((name) => name !== 'externalId').at(-1)
  return field === undefined ? undefined : table.columns[field]?.column
}

/** Resources that write or read the table, and those that depend on them. */
function affectedBy(lab: Lab, table: TableDefinition, { writes, reads }: PassRecord): ReadonlySet<string> {
  const affected = new Set(
    [...writes, ...reads].flatMap((one) => (one.table.name === table.name ? [one.resource] : [])),
  )
  for (let size = -1; size !== affected.size; ) {
    size = affected.size
    for (const { resource, dependsOn } of lab.provider.scripts) {
      if (dependsOn.some((name) => affected.has(name))) affected.add(resource)
    }
  }
  return affected
}

async function requireReport(
  lab: Lab,
  trial: Trial,
  missing: { table: TableDefinition; column: string; affected: ReadonlySet<string> },
): Promise<void> {
  const { table, column, affected } = missing
  const source = await trial.addSource()
  const report = await source.pass()
  const what = `without the column ${column} of ${table.name}`
  const named = report.runs.some(
    ({ status, errorMessage = '' }) =>
      status !== 'COMPLETED' && errorMessage.includes(table.name) && errorMessage.includes(column),
  )
  if (!named) {
    const seen = report.status === 'completed' ? 'every run was COMPLETED' : `no run names both (${report.reasons})`
    lab.fail(`${what} ${seen}`, "Let `save`'s and `checkpoint`'s errors reach core, and write through them only")
  }
  const stopped = report.runs.filter(({ resource, status }) => !affected.has(resource) && status !== 'COMPLETED')
  if (stopped.length > 0) {
    const names = stopped.map(({ resource, errorMessage }) => `${resource} (${errorMessage})`)
    lab.fail(`${what} ${names.join(', ')} did not complete, which does not need it`, 'Let scripts share no failure')
  }
}
