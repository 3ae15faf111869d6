import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { ConfigurationError } from '@data-import/core'
import { maskSecrets } from './mask-secrets.js'
import { safeTerminal } from './safe-terminal.js'
import type { Output, Terminal } from './terminal.js'

const stopSignals = ['SIGINT', 'SIGTERM'] as const

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const isInteractive = process.stdin.isTTY === true && process.stderr.isTTY === true
  const terminal: Terminal = {
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    env: process.env,
    cwd: process.cwd(),
    ...(isInteractive ? { ask } : {}),
    readStdin: () => text(process.stdin),
    onStop(listener) {
      let count = 0
      const onSignal = () => {
        count++
        // At the third signal, end whatever it costs.
        if (count > 2) process.exit(130)
        listener()
      }
      for (const signal of stopSignals) process.on(signal, onSignal)
      return () => {
        for (const signal of stopSignals) process.off(signal, onSignal)
      }
    },
    now: () => new Date(),
  }
  return maskSecrets(safeTerminal(terminal))
}

function outputOf(stream: NodeJS.WriteStream): Output {
  return {
    write: (chunk) => void stream.write(chunk),
    get isTTY() {
      return stream.isTTY === true
    },
    get columns() {
      return stream.columns || 100
    },
  }
}

/** The question goes to stderr: stdout is for results. */
async function ask(question: string, { isHidden = false } = {}): Promise<string> {
  const echo = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!isHidden) process.stderr.write(chunk)
      done()
    },
  })
  const lines = createInterface({ input: process.stdin, output: echo, terminal: true })
  const closed = new AbortController()
  lines.once('close', () => closed.abort())
  try {
    // From here on the system doesn't echo what is typed, so a hidden answer is never shown.
    if (isHidden) process.stderr.write(question)
    return await lines.question(isHidden ? '' : question, { signal: closed.signal })
  } catch (error) {
    throw new ConfigurationError('No answer was given.', { cause: error })
  } finally {
    lines.close()
    if (isHidden) process.stderr.write('\n')
  }
}
