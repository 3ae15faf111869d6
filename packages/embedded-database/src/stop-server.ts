import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedDatabaseError } from './embedded-database-error.js'
import { findServer } from './find-server.js'
import type { Installation } from './installation.js'
import { runProgram } from './run-program.js'

const longestStopMs = 60_000

/** Stops the server: its sessions are ended, what was committed is kept. Does nothing when it is down. */
export async function stopServer(installation: Installation): Promise<void> {
  const { data } = installation.layout
  const server = await findServer(data)
  if (!server) return
  await askToStop(installation, server.pid)
  for (let waitedMs = 0; waitedMs < longestStopMs; waitedMs += 10) {
    if (!(await findServer(data))) return
    await sleep(10)
  }
  throw new EmbeddedDatabaseError(
    `The embedded Postgres (process ${server.pid}) was asked to stop ${longestStopMs / 1000} s ago and still runs. Look at ${installation.layout.log}.`,
  )
}

/** SIGINT is the fast shutdown: https://www.postgresql.org/docs/current/server-shutdown.html */
async function askToStop({ binaries, layout }: Installation, pid: number): Promise<void> {
  if (process.platform !== 'win32') process.kill(pid, 'SIGINT')
  else await runProgram(binaries.pgCtl, ['stop', '-D', layout.data, '-m', 'fast', '-w', '-t', '60'])
}
