import { cleanText } from './clean-text.js'
import { padText, textWidth, truncateText } from './fit-text.js'
import { formatDuration } from './format-number.js'

/** One line of a timeline. */
export interface TimelineBar {
  label: string
  /** Milliseconds since the start of the timeline. */
  startMs: number
  endMs: number
  paint?: (text: string) => string
}

/** Draws what ran when: one bar per line, on one time scale. */
export function drawTimeline(bars: readonly TimelineBar[], { width }: { width: number }): string {
  if (bars.length === 0) return ''
  const labels = bars.map(({ label }) => truncateText(cleanText(label), Math.floor(width / 3)))
  const durations = bars.map(({ startMs, endMs }) => formatDuration(endMs - startMs))
  const labelWidth = Math.max(...labels.map(textWidth))
  const durationWidth = Math.max(...durations.map(textWidth))
  const room = Math.max(10, width - labelWidth - durationWidth - 6)
  const endMs = Math.max(...bars.map((bar) => bar.endMs), 1)
  const lines = bars.map((bar, index) => {
    const from = Math.min(room - 1, Math.round((bar.startMs / endMs) * room))
    const to = Math.max(from + 1, Math.round((bar.endMs / endMs) * room))
    const track = `${' '.repeat(from)}${(bar.paint ?? String)('█'.repeat(to - from))}${' '.repeat(room - to)}`
    return `${padText(labels[index] ?? '', labelWidth)}  │${track}│  ${padText(durations[index] ?? '', durationWidth, 'right')}`
  })
  const scale = padText('0', room - formatDuration(endMs).length) + formatDuration(endMs)
  return [...lines, `${' '.repeat(labelWidth + 3)}${scale}`].map((line) => `${line.trimEnd()}\n`).join('')
}
