import type { PassEvent } from '@data-import/core'
import { cleanText } from '../output/clean-text.js'
import { truncateText } from '../output/fit-text.js'
import type { Output } from '../terminal/terminal.js'
import { createEventLines } from './describe-event.js'
import { applyEvent, emptyState, liveLines } from './live-state.js'

/** Shows a pass while it runs. */
export interface Progress {
  observe(event: PassEvent): void
  /** A line that stays. */
  notice(text: string): void
  /** Removes the lines that move. */
  end(): void
}

const refreshMs = 200

/**
 * On a terminal, lines that are redrawn in place; elsewhere one line for each run.
 * @param isQuiet only what is not well
 */
export function showProgress(output: Output, now: () => Date, { isQuiet = false } = {}): Progress {
  return output.isTTY && !isQuiet ? liveProgress(output, now) : plainProgress(output, isQuiet)
}

function plainProgress(output: Output, isQuiet: boolean): Progress {
  const lineOf = createEventLines({ isQuiet })
  const notice = (text: string) => output.write(`${cleanText(text)}\n`)
  return {
    observe(event) {
      const line = lineOf(event)
      if (line !== undefined) notice(line)
    },
    notice,
    end: () => undefined,
  }
}

function liveProgress(output: Output, now: () => Date): Progress {
  // What is not well stays above the lines that move; the rest is in the summary.
  const lineOf = createEventLines({ isQuiet: true })
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
      const line = lineOf(event)
      if (line !== undefined) say(truncateText(line, output.columns - 1))
    },
    notice: (text) => say(cleanText(text)),
    end() {
      clearInterval(timer)
      clear()
    },
  }
}
