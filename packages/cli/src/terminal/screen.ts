import { createRedactor } from '@data-import/core'
import picocolors from 'picocolors'
import { safeText } from '../output/safe-text.js'
import { toJson } from '../output/to-json.js'
import type { Terminal } from './terminal.js'

/** Where a command shows what it found. */
export interface Screen {
  colors: ReturnType<typeof picocolors.createColors>
  /** Cells that a line may take; unlimited where the output is not a terminal. */
  width: number
  /** One JSON document on stdout. */
  writeJson(value: unknown): void
  /** Text on stdout. */
  write(text: string): void
  /** One line on stderr. */
  notice(text: string): void
}

/** The part of a screen that decides how a table looks. */
export type Look = Pick<Screen, 'colors' | 'width'>

/** A screen on a terminal's two streams. Colours only where `isColored` and stdout is a terminal without `NO_COLOR`. */
export function createScreen({ stdout, stderr, env }: Terminal, isColored: boolean): Screen {
  return {
    colors: picocolors.createColors(isColored && !env.NO_COLOR && stdout.isTTY),
    width: stdout.isTTY ? stdout.columns : Number.POSITIVE_INFINITY,
    writeJson: (value) => stdout.write(toJson(value)),
    write: (text) => stdout.write(text),
    notice: (text) => stderr.write(`${safeText(createRedactor([]).text(text))}\n`),
  }
}
