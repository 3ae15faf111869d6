import stringWidth from 'string-width'

/** Cells that a text takes in a terminal. */
export function textWidth(text: string): number {
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
