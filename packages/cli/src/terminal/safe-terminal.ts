import { cleanText } from '../output/clean-text.js'
import { safeText } from '../output/safe-text.js'
import type { Output, Terminal } from './terminal.js'

/** What this program itself tells a terminal: its colours, and to go up, or to the top, and clear what is below. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal obeys
const ours = /(\u001b\[(?:1|2|22|3[1236]|39)m|\u001b\[\d{1,4}A\r\u001b\[J|\u001b\[H\u001b\[J)/

/**
 * A terminal that gets only the program's own commands, wherever a text comes from. Text of the outside world is made
 * harmless where it is shown; this catches what was forgotten, and what providers print. Text that goes into a file or a
 * pipe stays exact.
 */
export function safeTerminal<Given extends Pick<Terminal, 'stdout' | 'stderr' | 'ask'>>(terminal: Given): Given {
  const { ask } = terminal
  return {
    ...terminal,
    stdout: safeOutput(terminal.stdout),
    stderr: safeOutput(terminal.stderr),
    ...(ask ? { ask: (question, options) => ask(`${cleanText(question.trimEnd())} `, options) } : {}),
  }
}

function safeOutput(output: Output): Output {
  return {
    write: (text) => output.write(output.isTTY ? harmless(text) : text),
    get isTTY() {
      return output.isTTY
    },
    get columns() {
      return output.columns
    },
  }
}

function harmless(text: string): string {
  // Every second part is a match of the pattern.
  return text
    .split(ours)
    .map((part, index) => (index % 2 === 1 ? part : safeText(part)))
    .join('')
}
