import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A PgBouncer in front of the test server. */
export interface Pooler {
  /** The same database, through the pooler. */
  urlOf(url: string): string
  close(): Promise<void>
}

/** Why there is no PgBouncer here; undefined where there is one. */
export function missingPgBouncer(): string | undefined {
  try {
    execFileSync('pgbouncer', ['--version'], { stdio: 'ignore' })
    return undefined
  } catch {
    return 'there is no pgbouncer: apt-get install pgbouncer'
  }
}

/** @param serverUrl the server behind it @param settings of its own, beside `pool_mode` */
export async function startPgBouncer(
  serverUrl: string,
  poolMode: 'transaction' | 'session',
  settings: Record<string, string | number> = {},
): Promise<Pooler> {
  const { hostname, port, username, password } = new URL(serverUrl)
  const folder = await mkdtemp(join(tmpdir(), 'data-import-pgbouncer-'))
  const listenPort = await freePort()
  // It refuses a password that is empty.
  const secret = password === '' ? '' : ` password=${decodeURIComponent(password)}`
  const server = `host=${hostname} port=${port} user=${decodeURIComponent(username)}${secret}`
  const options = {
    listen_addr: '127.0.0.1',
    listen_port: listenPort,
    unix_socket_dir: '',
    auth_type: 'any',
    pool_mode: poolMode,
    max_client_conn: 500,
    default_pool_size: 30,
    ...settings,
  }
  const lines = Object.entries(options).map(([name, value]) => `${name} = ${value}`)
  const file = join(folder, 'pgbouncer.ini')
  await writeFile(file, `[databases]\n* = ${server}\n[pgbouncer]\n${lines.join('\n')}\n`)
  // It refuses to run as root, and has an account of its own where Debian installed it.
  const isRoot = process.getuid?.() === 0
  await chmod(folder, 0o755)
  await chmod(file, 0o644)
  const child = spawn('pgbouncer', ['-q', ...(isRoot ? ['-u', 'postgres'] : []), file], { stdio: 'ignore' })
  await untilListening(listenPort, child)
  return {
    urlOf(url) {
      const pooled = new URL(url)
      pooled.hostname = '127.0.0.1'
      pooled.port = String(listenPort)
      return pooled.toString()
    },
    async close() {
      const ended = once(child, 'exit')
      if (child.exitCode === null && child.kill('SIGKILL')) await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt++) {
    if (child.exitCode !== null) throw new Error(`pgbouncer ended with ${child.exitCode}`)
    const socket = connect(port, '127.0.0.1')
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (isOpen) return
    await sleep(10)
  }
  throw new Error('pgbouncer does not listen')
}
