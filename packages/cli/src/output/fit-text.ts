import { createRequire } from 'node:module'

/** Latin letters and the dashes, quotes and dots among them take one cell each, whatever stands beside them. */
const plain = /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027]*$/

/** Cells that a text takes in a terminal. */
export function textWidth(text: string): number {
  if (plain.test(text)) return text.length
  // Its tables of emoji take 25 ms to load, which most output doesn't need.
  const { default: stringWidth } = createRequire(import.meta.url)('string-width') as typeof import('string-width')
  return stringWidth(text)
}

/** Cuts a text without colours to at most this many cells, and marks the cut with `…`. */
export function truncateText(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  if (width < 1) return ''
  let cut = ''
  let used = 1
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += textWidth(segment)
    if (used > width) break
    cut += segment
  }
  return `${cut}…`
}

/** Adds spaces up to the width, on the right or on the left. */
export function padText(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, width - textWidth(text)))
  return align === 'left' ? text + space : space + text
}
