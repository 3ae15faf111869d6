import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { table } from './table.mjs'

const columns = [
  ['packed kB', 'packedKilobytes'],
  ['unpacked kB', 'unpackedKilobytes'],
  ['packages installed', 'installedPackages'],
]

/** The most that each package may weigh. What needs more has to say so here, where a reviewer sees it. */
export function readBudgets() {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8'))
}

/**
 * Sets what packages weigh beside what they may weigh.
 * @param measured name to its numbers, as in a budget; one that could not be measured here is left out, and the table says so.
 * @returns a table, and what is above its budget or has none, a line each.
 */
export function checkSizes(measured, budgets) {
  const rows = Object.entries(measured).map(([name, sizes]) => [
    name,
    ...columns.map(([, field]) => `${rounded(sizes[field])} of ${budgets[name]?.[field] ?? 0}`),
  ])
  const problems = Object.entries(measured).flatMap(([name, sizes]) =>
    columns
      .filter(([, field]) => sizes[field] !== undefined && !(sizes[field] <= (budgets[name]?.[field] ?? 0)))
      .map(
        ([title, field]) => `${name}: ${title} ${Math.round(sizes[field])}, of ${budgets[name]?.[field] ?? 0} allowed`,
      ),
  )
  return { printed: table(['package', ...columns.map(([title]) => title)], rows), problems }
}

function rounded(size) {
  return size === undefined ? 'not measured,' : Math.round(size)
}
