import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { basename, dirname, join } from 'node:path'
import type { Binaries } from './binaries.js'
import { EmbeddedDatabaseError } from './embedded-database-error.js'
import type { Layout } from './layout.js'
import type { ServerUser } from './server-user.js'

/** What is needed to run the programs of one embedded database. */
export interface Installation {
  binaries: Binaries
  layout: Layout
  user: ServerUser | undefined
}

/** Written once, mode 0600; the port changes when another program has taken it. */
export interface ServerSettings {
  port: number
  password: string
  /** Major version that made the cluster. */
  major: string
}

export async function readSettings({ settings }: Layout): Promise<ServerSettings | undefined> {
  const text = await readFile(settings, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as ServerSettings)
}

/** Makes the cluster; a crash half-way leaves nothing that looks like one. */
export async function createCluster(installation: Installation): Promise<ServerSettings> {
  const { binaries, layout, user } = installation
  const settings = { port: await freePort(), password: randomBytes(18).toString('base64url'), major: majorOf(binaries) }
  const partial = `${layout.data}.partial`
  const passwordFile = `${layout.data}.password`
  await rm(partial, { recursive: true, force: true })
  await rm(layout.data, { recursive: true, force: true })
  await writeFile(passwordFile, settings.password, { mode: 0o600 })
  try {
    if (user) {
      await chown(dirname(layout.data), user.uid, user.gid)
      await chown(passwordFile, user.uid, user.gid)
    }
    await run(installation, binaries.initdb, [
      ...['-D', partial, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8'],
      ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
    ])
    await rename(partial, layout.data)
    await saveSettings(layout, settings)
  } finally {
    await rm(passwordFile, { force: true })
  }
  return settings
}

/** Starts the server as a process that outlives this one. */
export async function startServer(
  installation: Installation,
  settings: ServerSettings,
  isDurable: boolean,
): Promise<ServerSettings> {
  const { binaries, layout } = installation
  if (settings.major !== majorOf(binaries)) {
    throw new EmbeddedDatabaseError(
      `${layout.data} was made by Postgres ${settings.major} and this is ${majorOf(binaries)}: dump it with the older version, or use another folder.`,
    )
  }
  for (let attempt = 1; ; attempt++) {
    const options = [
      ...['-p', String(settings.port), '-h', '127.0.0.1', '-c', "unix_socket_directories=''", '-c', 'timezone=UTC'],
      ...['-c', 'max_connections=200', '-c', 'shared_buffers=128MB', '-c', 'log_timezone=UTC'],
      ...(isDurable ? [] : ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off']),
    ].join(' ')
    try {
      await run(installation, binaries.pgCtl, [
        'start',
        '-D',
        layout.data,
        '-w',
        '-t',
        '60',
        '-l',
        layout.log,
        '-o',
        options,
      ])
      return settings
    } catch (error) {
      const log = await lastLines(layout.log, 8)
      const isPortTaken = /could not (bind|create any TCP)/.test(log)
      if (!isPortTaken || attempt === 3) {
        throw new EmbeddedDatabaseError(`The embedded Postgres does not start. The end of ${layout.log}:\n${log}`, {
          cause: error,
        })
      }
      settings = { ...settings, port: await freePort() }
      await saveSettings(layout, settings)
    }
  }
}

export async function stopServer(installation: Installation): Promise<void> {
  await run(installation, installation.binaries.pgCtl, [
    'stop',
    '-D',
    installation.layout.data,
    '-m',
    'fast',
    '-w',
    '-t',
    '60',
  ])
}

/** Asks the server's own tool, which knows of stale files of a crashed server. */
export async function isServerRunning(installation: Installation): Promise<boolean> {
  if (!(await stat(installation.layout.data).catch(() => undefined))) return false
  return run(installation, installation.binaries.pgCtl, ['status', '-D', installation.layout.data]).then(
    () => true,
    () => false,
  )
}

async function saveSettings(layout: Layout, settings: ServerSettings): Promise<void> {
  const partial = `${layout.settings}.partial`
  await writeFile(partial, JSON.stringify(settings), { mode: 0o600 })
  await rename(partial, layout.settings)
}

function majorOf({ version }: Binaries): string {
  return version.split('.')[0] ?? version
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** The server inherits the output, so it goes to a file: a pipe would stay open for as long as the server lives. */
async function run({ user, layout }: Installation, program: string, args: readonly string[]): Promise<void> {
  const outputFile = join(layout.directory, 'command.log')
  const output = await open(outputFile, 'w')
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      const child = spawn(program, args, {
        cwd: dirname(layout.data),
        stdio: ['ignore', output.fd, output.fd],
        env: environment(),
        ...(user ? { uid: user.uid, gid: user.gid } : {}),
      })
      child.once('error', reject)
      child.once('exit', resolve)
    })
    if (code !== 0) throw new EmbeddedDatabaseError(`${basename(program)} failed: ${await lastLines(outputFile, 8)}`)
  } finally {
    await output.close()
  }
}

/** Settings of another Postgres in the environment must not reach this one. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && name !== 'DATABASE_URL'),
  )
}

async function lastLines(file: string, count: number): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '(no log)')
  return text.trimEnd().split('\n').slice(-count).join('\n')
}
