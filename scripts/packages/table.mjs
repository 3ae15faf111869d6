/** Rows of texts as a table; columns whose cells are all numbers are set to the right. */
export function table(titles, rows) {
  const widths = titles.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)))
  const isNumber = titles.map((_, column) => rows.every((row) => /^[\d.,]+( |$)/.test(row[column])))
  const pad = (cell, column) => (isNumber[column] ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))
  const lines = [titles, widths.map((width) => '-'.repeat(width)), ...rows]
  return lines.map((row) => `${row.map(pad).join('  ').trimEnd()}\n`).join('')
}
