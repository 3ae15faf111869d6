import type { PassEvent } from '@data-import/core'
import { cleanText } from '../output/clean-text.js'
import { truncateText } from '../output/fit-text.js'
import type { Output } from '../terminal/terminal.js'
import { describeEvent } from './describe-event.js'
import { applyEvent, emptyState, liveLines } from './live-state.js'

/** Shows a pass while it runs. */
export interface Progress {
  observe(event: PassEvent): void
  /** A line that stays. */
  notice(text: string): void
  /** Removes what is only of the moment. */
  end(): void
}

const refreshMs = 200

/** Lines that are redrawn in place on a terminal, else one line an event. */
export function showProgress(output: Output, now: () => Date): Progress {
  return output.isTTY ? liveProgress(output, now) : plainProgress(output)
}

function plainProgress(output: Output): Progress {
  return {
    observe(event) {
      const line = describeEvent(event)
      if (line !== undefined) output.write(`${line}\n`)
    },
    notice: (text) => output.write(`${cleanText(text)}\n`),
    end: () => undefined,
  }
}

function liveProgress(output: Output, now: () => Date): Progress {
  let state = emptyState
  let drawn = 0
  const clear = () => {
    if (drawn > 0) output.write(`\x1b[${drawn}A\r\x1b[J`)
    drawn = 0
  }
  const draw = () => {
    const lines = liveLines(state, { width: output.columns, now: now() })
    clear()
    output.write(lines.map((line) => `${line}\n`).join(''))
    drawn = lines.length
  }
  const say = (line: string) => {
    clear()
    output.write(`${line}\n`)
    draw()
  }
  const timer = setInterval(draw, refreshMs)
  timer.unref()
  return {
    observe(event) {
      state = applyEvent(state, event)
      if (event.type === 'pass-finished' || !isWorthALine(event)) return
      const line = describeEvent(event)
      if (line !== undefined) say(truncateText(line, output.columns - 1))
    },
    notice: (text) => say(cleanText(text)),
    end() {
      clearInterval(timer)
      clear()
    },
  }
}

/** What is not well is said above the lines that move; the rest is in the summary. */
function isWorthALine(event: PassEvent): boolean {
  if (event.type === 'logged') return event.level === 'WARN' || event.level === 'ERROR'
  if (event.type === 'partition-finished') return event.status === 'FAILED' || event.status === 'UNAVAILABLE'
  return event.type === 'stale-runs-closed' || event.type === 'lock-lost' || event.type === 'warned'
}
