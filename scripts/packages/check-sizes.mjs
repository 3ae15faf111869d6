import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { table } from './table.mjs'

const columns = [
  ['packed kB', 'packedKilobytes'],
  ['unpacked kB', 'unpackedKilobytes'],
  ['packages installed', 'installedPackages'],
  ['MB installed', 'installedMegabytes'],
]

/** The most that each package may weigh. What needs more has to say so here, where a reviewer sees it. */
export function readBudgets() {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8'))
}

/**
 * Sets what packages weigh beside what they may weigh.
 * @param measured name to its numbers, as in a budget.
 * @returns a table, and what is above its budget or has none, a line each.
 */
export function checkSizes(measured, budgets) {
  const rows = Object.entries(measured).map(([name, sizes]) => [
    name,
    ...columns.map(([, field]) => `${rounded(sizes[field])} of ${budgets[name]?.[field] ?? 0}`),
  ])
  const problems = Object.entries(measured).flatMap(([name, sizes]) =>
    columns
      .filter(([, field]) => !(sizes[field] <= (budgets[name]?.[field] ?? 0)))
      .map(([title, field]) => `${name}: ${title} ${rounded(sizes[field])}, of ${budgets[name]?.[field] ?? 0} allowed`),
  )
  return { printed: table(['package', ...columns.map(([title]) => title)], rows), problems }
}

/** Whole numbers, but a few megabytes with one more digit. */
function rounded(size) {
  return size < 10 ? Math.round(size * 10) / 10 : Math.round(size)
}
