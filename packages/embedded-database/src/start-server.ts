import { spawn } from 'node:child_process'
import { open, rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedDatabaseError } from './embedded-database-error.js'
import { findServer, removeMisleadingServerFile } from './find-server.js'
import { freePort } from './free-port.js'
import type { Installation } from './installation.js'
import { serverEnvironment } from './server-environment.js'
import { readLog, serverFailure } from './server-failure.js'
import { type ServerSettings, writeSettings } from './server-settings.js'

/** A server that crashed replays its log before it is ready. */
const longestStartMs = 300_000

/** How a server is started. */
export interface ServerTraits {
  isDurable: boolean
  maximumConnections: number
}

/** Starts the server as a process that outlives this one. @returns the settings, with another port if it was taken. */
export async function startServer(
  installation: Installation,
  settings: ServerSettings,
  traits: ServerTraits,
): Promise<ServerSettings> {
  const { layout } = installation
  await removeMisleadingServerFile(layout.data)
  let current = settings
  for (let attempt = 1; ; attempt++) {
    if (await launch(installation, current.port, traits)) return current
    const log = await readLog(layout.log)
    const isPortTaken = /could not bind|could not create any TCP/.test(log)
    if (!isPortTaken || attempt === 5) throw serverFailure('The embedded Postgres did not start', log, layout.data)
    current = { ...current, port: await freePort() }
    await writeSettings(layout, current)
  }
}

/** @returns false when the server ended before it was ready. */
async function launch(
  { binaries, layout, account }: Installation,
  port: number,
  traits: ServerTraits,
): Promise<boolean> {
  await rm(layout.log, { force: true })
  const log = await open(layout.log, 'w', 0o644)
  let hasEnded = false
  try {
    const child = spawn(binaries.postgres, ['-D', layout.data, ...serverOptions(port, traits)], {
      ...(account ? { uid: account.uid, gid: account.gid } : {}),
      cwd: layout.data,
      detached: true,
      env: serverEnvironment(process.env),
      // A file, because a pipe would end with this process.
      stdio: ['ignore', log.fd, log.fd],
      windowsHide: true,
    })
    child.once('exit', () => {
      hasEnded = true
    })
    child.once('error', (error) => {
      hasEnded = true
      log.write(`${error.message}\n`).catch(() => undefined)
    })
    child.unref()
    for (let waitedMs = 0; waitedMs < longestStartMs; waitedMs += 10) {
      if (hasEnded) return false
      const server = await findServer(layout.data)
      if (server?.isReady && server.pid === child.pid) return true
      await sleep(10)
    }
  } finally {
    await log.close()
  }
  throw new EmbeddedDatabaseError(
    `The embedded Postgres is still recovering from a crash after ${longestStartMs / 1000} s. Try again later; ${layout.log} shows its progress.`,
  )
}

function serverOptions(port: number, { isDurable, maximumConnections }: ServerTraits): string[] {
  const options: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    // The path of a socket may have 107 characters, and clients are given an address anyway.
    unix_socket_directories: '',
    max_connections: String(maximumConnections),
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Statements, and the messages of refused ones, may hold what nobody should read in a log. Clients get them all the
    // same; what the server says of itself (LOG) ranks higher.
    log_min_error_statement: 'panic',
    log_min_messages: 'log',
    ...(isDurable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  return Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}
