import { cleanText } from './clean-text.js'
import { padText, textWidth, truncateText } from './fit-text.js'
import { formatCount } from './format-number.js'

/** Eighths of a cell. */
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

/** A horizontal bar this many cells long. */
export function drawBar(length: number): string {
  const parts = Math.max(0, Math.round(length * 8))
  return '█'.repeat(Math.floor(parts / 8)) + eighths[parts % 8]
}

/** A bar chart: one line for each value, the longest as wide as there is room. */
export function drawBars(
  bars: readonly { label: string; value: number }[],
  { width, paint = (text) => text }: { width: number; paint?: (text: string) => string },
): string {
  if (bars.length === 0) return ''
  const labels = bars.map(({ label }) => truncateText(cleanText(label), Math.floor(width / 3)))
  const labelWidth = Math.max(...labels.map(textWidth))
  const most = Math.max(...bars.map(({ value }) => value), 0)
  const countWidth = formatCount(most).length
  const room = Math.max(1, width - labelWidth - countWidth - 4)
  return bars
    .map(({ value }, index) => {
      const length = most > 0 ? (value / most) * room : 0
      const bar = drawBar(value > 0 ? Math.max(length, 1 / 8) : 0)
      const text = `${padText(labels[index] ?? '', labelWidth)}  ${padText(formatCount(value), countWidth, 'right')}  `
      return `${text}${paint(bar)}`.trimEnd()
    })
    .map((line) => `${line}\n`)
    .join('')
}
