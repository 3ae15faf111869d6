import { Console } from 'node:console'
import { Writable } from 'node:stream'
import { inspect } from 'node:util'
import { createRedactor } from '@data-import/core'
import { exitCode } from './exit-code.js'
import type { Terminal } from './terminal.js'

/**
 * Sends what scripts print to stderr, masked: stdout is for results. An uncaught error still ends the process, but is
 * printed without secrets.
 */
export function guardProcess({ stderr }: Pick<Terminal, 'stderr'>): void {
  const output = new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      stderr.write(String(chunk))
      done()
    },
  })
  globalThis.console = new Console({ stdout: output, stderr: output })
  // Node's own listener would bypass the mask.
  process.removeAllListeners('warning')
  process.on('warning', ({ name, message }) => stderr.write(`${name}: ${createRedactor([]).text(message)}\n`))
  process.on('uncaughtException', (error: unknown) => {
    const { stack, message } = createRedactor([]).error(error)
    stderr.write(`error: uncaught: ${stack ?? message}\n`)
    if (error instanceof Error && error.cause)
      stderr.write(`cause: ${inspect(createRedactor([]).error(error.cause))}\n`)
    process.exit(exitCode.incomplete)
  })
}
