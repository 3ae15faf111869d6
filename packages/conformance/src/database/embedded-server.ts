import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import type { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import type { RuleServer } from './choose-server.js'

/**
 * Keeps the server until the process that asked for it has closed the pipe or died, however it died: a test runner may kill
 * its workers, and then nobody else would stop it.
 */
const keeper = `
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
const { openEmbeddedDatabase, removeEmbeddedDatabase } = await import(process.argv[1])
const folder = await mkdtemp(join(tmpdir(), 'data-import-conformance-'))
await chmod(folder, 0o755)
const directory = join(folder, 'postgres')
try {
  const { connectionString, close } = await openEmbeddedDatabase({ directory, isDurable: false })
  console.log(connectionString)
  for await (const ignored of process.stdin);
  await close()
} finally {
  await removeEmbeddedDatabase({ directory })
  await rm(folder, { recursive: true, force: true })
}`

/** Starts an embedded server in a temporary folder. @throws if the package isn't installed or the server doesn't start. */
export async function startEmbeddedServer(): Promise<RuleServer> {
  const entry = createRequire(import.meta.url).resolve('@data-import/embedded-database')
  const child = spawn(process.execPath, ['--input-type=module', '--eval', keeper, pathToFileURL(entry).href], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Ctrl-C reaches the whole group, and would end it before it has cleaned up.
    detached: true,
  })
  let failure = ''
  child.stderr.on('data', (text: Buffer) => {
    failure = `${failure}${text}`.slice(-2_000)
  })
  const ended = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })
  const url = await Promise.race([once(lines, 'line').then(([line]) => String(line)), ended.then(() => undefined)])
  if (url === undefined) throw new Error(`The embedded Postgres does not start: ${failure}`)
  // It must not keep the tests' process up: that it ends is what ends the server.
  child.unref()
  for (const pipe of [child.stdin, child.stdout, child.stderr]) (pipe as Socket).unref()
  return {
    url,
    async close() {
      child.ref()
      child.stdin.end()
      await ended
    },
  }
}
