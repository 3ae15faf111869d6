const faults = Array.from({ length: 19 }, (_, index) => `F${index + 1}`)

/** Whether nothing was lost, doubled or stuck. */
export function isAllZero(records) {
  return records.every(({ lost, doubled, stuck }) => lost === 0 && doubled === 0 && stuck === 0)
}

/**
 * One line for each fault: how often it was injected, what came of it, and how long until all was well.
 * @param isWhole whether every fault was to be injected: then those that were not are named.
 */
export function faultTable(records, { isWhole }) {
  const titles = ['fault', 'what', 'times', 'lost', 'doubled', 'stuck', 'p50 ms', 'max ms', 'note']
  const rows = faults.flatMap((fault) => {
    const own = records.filter((record) => record.fault === fault)
    if (own.length > 0) return own.map(rowOf)
    return isWhole ? [[fault, 'was not injected here', '-', '-', '-', '-', '-', '-', 'skipped; the run says why']] : []
  })
  const widths = titles.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)))
  const isNumber = (column) => column >= 2 && column <= 7
  const line = (cells) =>
    cells
      .map((cell, column) => (isNumber(column) ? cell.padStart(widths[column]) : cell.padEnd(widths[column])))
      .join('  ')
      .trimEnd()
  return [titles, widths.map((width) => '-'.repeat(width)), ...rows].map((row) => `${line(row)}\n`).join('')
}

function rowOf({ fault, title, injected, lost, doubled, stuck, recoveryMs, note = '' }) {
  const sorted = [...recoveryMs].sort((a, b) => a - b)
  const p50 = sorted[Math.ceil(sorted.length / 2) - 1]
  const time = (value) => (value === undefined ? '-' : value.toFixed(value < 10 ? 1 : 0))
  return [fault, title, ...[injected, lost, doubled, stuck].map(String), time(p50), time(sorted.at(-1)), note]
}
