import { setFlagsFromString } from 'node:v8'
import { main } from './main.js'
import { guardProcess } from './terminal/guard-process.js'
import { processTerminal } from './terminal/process-terminal.js'

/** Runs the command of this process's arguments, and sets its exit code. */
export async function start(): Promise<void> {
  // Prisma's query compiler is WebAssembly. Optimising it costs about a second of CPU time, which no command wins back.
  // https://v8.dev/docs/wasm-compilation-pipeline
  setFlagsFromString('--liftoff-only')
  // Collect garbage earlier than a server would: an import creates much of it and keeps little.
  setFlagsFromString('--heap-growing-percent=50')

  // A reader that stops early (`data-import run | head`) must not end an import halfway.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }

  const terminal = processTerminal()
  guardProcess(terminal)
  process.exitCode = await main(process.argv.slice(2), terminal)
}
