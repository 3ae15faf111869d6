import { cleanText } from './clean-text.js'
import { padText, textWidth, truncateText } from './fit-text.js'

/** One column of a table. */
export interface TableColumn {
  title: string
  /** Default: `'left'`. */
  align?: 'left' | 'right'
  /** Colours a cell once it has its final width. */
  paint?: (text: string) => string
}

export interface TableOptions {
  /** Cells that a line may take. Default: unlimited. */
  width?: number
  paintTitle?: (text: string) => string
}

const gap = '  '
const narrowest = 8

/** Formats a table; if its lines are too long, cuts the widest columns. */
export function formatTable(
  given: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  { width = Number.POSITIVE_INFINITY, paintTitle = (text) => text }: TableOptions = {},
): string {
  // An SQL statement can have any titles.
  const columns = given.map((column) => ({ ...column, title: cleanText(column.title) }))
  const cells = rows.map((row) => columns.map((_, index) => cleanText(row[index] ?? '')))
  const widths = columns.map(({ title }, index) =>
    cells.reduce((widest, row) => Math.max(widest, textWidth(row[index] ?? '')), textWidth(title)),
  )
  shrink(widths, width - gap.length * (columns.length - 1))
  const line = (values: readonly string[], paintOf: (column: TableColumn) => ((text: string) => string) | undefined) =>
    columns
      .map((column, index) => {
        const cellWidth = widths[index] ?? 0
        const text = padText(truncateText(values[index] ?? '', cellWidth), cellWidth, column.align)
        const isLast = index === columns.length - 1 && column.align !== 'right'
        return (paintOf(column) ?? String)(isLast ? text.trimEnd() : text)
      })
      .join(gap)
      .trimEnd()
  const titles = line(
    columns.map(({ title }) => title),
    () => paintTitle,
  )
  return [titles, ...cells.map((row) => line(row, ({ paint }) => paint))].map((text) => `${text}\n`).join('')
}

function shrink(widths: number[], room: number): void {
  for (;;) {
    const total = widths.reduce((sum, width) => sum + width, 0)
    const widest = Math.max(...widths)
    if (total <= room || widest <= narrowest) return
    const second = Math.max(narrowest, ...widths.filter((width) => width < widest))
    const index = widths.indexOf(widest)
    const share = widths.filter((width) => width === widest).length === 1 ? widest - second : 1
    widths[index] = widest - Math.max(1, Math.min(share, total - room))
  }
}
