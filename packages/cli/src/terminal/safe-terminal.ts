import { cleanText } from '../output/clean-text.js'
import { safeText } from '../output/safe-text.js'
import type { Output, Terminal } from './terminal.js'

/** What this program itself tells a terminal: the colours that it uses, and to go up and clear what it has drawn. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal obeys
const ours = /(\u001b\[(?:1|2|22|3[1236]|39)m|\u001b\[\d{1,4}A\r\u001b\[J)/

/**
 * A terminal that gets no other command than the program's own, wherever a text came from. Each text of the outside world
 * is made harmless where it is shown; this is for what is forgotten, and for what providers print. What isn't shown, but
 * goes into a file or a pipe, stays exact.
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
  // Every second part is what the pattern holds.
  return text
    .split(ours)
    .map((part, index) => (index % 2 === 1 ? part : safeText(part)))
    .join('')
}
