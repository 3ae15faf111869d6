import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** A SonarQube that runs on this machine. */
export interface RealServer {
  url: string
  /** Asks as its administrator, by POST. */
  post(path: string, parameters: Record<string, string>): Promise<unknown>
  get(path: string): Promise<unknown>
  stop(): Promise<void>
}

/** Files of root can't be read by a search index that refuses to run as root. */
const nobody = 65_534
const patienceMs = 1_500_000

/** Installs the server in a temporary folder and starts it on a database of its own, with nothing that would call out. */
export async function startServer(archive: string, database: string): Promise<RealServer> {
  const folder = mkdtempSync(join(tmpdir(), 'data-import-sonarqube-'))
  // It brings Java for every platform, which scanners may ask it for.
  execFileSync('unzip', ['-q', archive, '-x', '*/jres/*', '-d', folder])
  const home = join(folder, readdirSync(folder)[0] ?? '')
  const [web = 0, search = 0, transport = 0] = await Promise.all([freePort(), freePort(), freePort()])
  const { host, pathname, username } = new URL(database)
  const settings = {
    'sonar.jdbc.url': `jdbc:postgresql://${host}${pathname}`,
    ...{ 'sonar.jdbc.username': username, 'sonar.jdbc.password': new URL(database).password },
    ...{ 'sonar.web.host': '127.0.0.1', 'sonar.web.port': web },
    ...{ 'sonar.search.port': search, 'sonar.es.port': transport, 'sonar.es.bootstrap.checks.disable': true },
    ...{ 'sonar.telemetry.enable': false, 'sonar.updatecenter.activate': false },
    ...{ 'sonar.web.javaOpts': '-Xmx512m', 'sonar.ce.javaOpts': '-Xmx512m' },
    ...{
      'sonar.search.javaOpts': '-Xms400m -Xmx400m',
      'sonar.search.javaAdditionalOpts': '-Dnode.store.allow_mmap=false',
    },
  }
  const lines = Object.entries(settings).map(([key, value]) => `${key}=${value}`)
  appendFileSync(join(home, 'conf/sonar.properties'), `\n${lines.join('\n')}\n`)
  const isRoot = process.getuid?.() === 0
  if (isRoot) {
    chmodSync(folder, 0o755)
    execFileSync('chown', ['-R', String(nobody), folder])
  }
  const jar = readdirSync(join(home, 'lib')).find((name) => /^sonar-application-.*\.jar$/.test(name)) ?? ''
  const child = spawn('java', ['-Xmx64m', '-jar', join(home, 'lib', jar)], {
    cwd: home,
    detached: true,
    stdio: 'ignore',
    ...(isRoot && { uid: nobody, gid: nobody }),
    env: { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8' },
  })
  const url = `http://127.0.0.1:${web}`
  const stop = () => stopServer(child, folder)
  try {
    await untilUp(url, child)
  } catch (error) {
    const logs = readdirSync(join(home, 'logs')).filter((name) => /^(sonar|web|es)\.log$/.test(name))
    const said = logs.map((name) => `${name}: ${readFileSync(join(home, 'logs', name), 'utf8').slice(-3_000)}`)
    await stop()
    throw new Error([String(error), ...said].join('\n'))
  }
  const ask = async (method: 'GET' | 'POST', path: string, parameters: Record<string, string> = {}) => {
    const body = new URLSearchParams(parameters)
    const authorization = `Basic ${Buffer.from('admin:admin').toString('base64')}`
    const answer = await fetch(`${url}/api/${path}`, {
      method,
      headers: { authorization },
      ...(method === 'POST' && { body }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
  return { url, stop, get: (path) => ask('GET', path), post: (path, parameters) => ask('POST', path, parameters) }
}

async function untilUp(url: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + patienceMs
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`SonarQube ended with ${child.exitCode}.`)
    const answer = await fetch(`${url}/api/system/status`).catch(() => undefined)
    const status = answer?.ok ? ((await answer.json()) as { status: string }).status : undefined
    if (status === 'UP') return
    await wait(2_000)
  }
  throw new Error(`SonarQube was not up within ${patienceMs / 1000} s.`)
}

/** The whole group: its processes are several. */
async function stopServer(child: ChildProcess, folder: string): Promise<void> {
  if (child.pid !== undefined && child.exitCode === null) {
    const ended = once(child, 'exit')
    process.kill(-child.pid, 'SIGTERM')
    const killed = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), 60_000)
    await ended
    clearTimeout(killed)
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
