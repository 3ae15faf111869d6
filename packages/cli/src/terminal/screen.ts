import { createRedactor } from '@data-import/core'
import picocolors from 'picocolors'
import { cleanText } from '../output/clean-text.js'
import { formatTable, type TableColumn } from '../output/format-table.js'
import { safeText } from '../output/safe-text.js'
import { toJson } from '../output/to-json.js'
import type { Terminal } from './terminal.js'

/** Where a command shows what it found. */
export interface Screen {
  colors: ReturnType<typeof picocolors.createColors>
  /** Cells in a line; unlimited if the output is not a terminal. */
  width: number
  /** One JSON document on stdout. */
  writeJson(value: unknown): void
  /** Text on stdout. */
  write(text: string): void
  /** One line on stdout, which may hold text of the outside world. */
  writeLine(text: string): void
  /** A table that fits the terminal. */
  table(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string
  /** One line on stderr. */
  notice(text: string): void
}

/** The part of a screen that decides how a table looks. */
export type Look = Pick<Screen, 'colors' | 'width' | 'table'>

/** A screen on a terminal's two streams. Colours only if `isColored` and stdout is a terminal without `NO_COLOR`. */
export function createScreen({ stdout, stderr, env }: Terminal, isColored: boolean): Screen {
  const colors = picocolors.createColors(isColored && !env.NO_COLOR && stdout.isTTY)
  const width = stdout.isTTY ? stdout.columns : Number.POSITIVE_INFINITY
  return {
    colors,
    width,
    writeJson: (value) => stdout.write(toJson(value)),
    write: (text) => stdout.write(text),
    writeLine: (text) => stdout.write(`${cleanText(text)}\n`),
    table: (columns, rows) => formatTable(columns, rows, { width, paintTitle: colors.dim }),
    notice: (text) => stderr.write(`${safeText(createRedactor([]).text(text))}\n`),
  }
}
