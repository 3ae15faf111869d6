import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startAcme } from './acme.js'

const program = fileURLToPath(new URL('node_modules/@data-import/cli/dist/bin.js', import.meta.url))
const question = readFileSync(new URL('commit-to-deployment.sql', import.meta.url), 'utf8')
// A new folder each time, because the servers have other addresses each time.
const folder = await mkdtemp(join(tmpdir(), 'acme-'))

/** Runs the command as an operator types it, with a Postgres of its own in this folder. */
async function dataImport(...parameters: string[]): Promise<void> {
  const child = spawn(process.execPath, [program, ...parameters], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const code = await new Promise<number | null>((resolve, reject) => child.once('close', resolve).once('error', reject))
  if (code !== 0) throw new Error(`data-import ${parameters[0]} ended with ${code}.`)
}

const acme = await startAcme()
try {
  for (const [provider, settings] of Object.entries(acme.sources)) {
    const set = Object.entries(settings).flatMap(([key, value]) => ['--set', `${key}=${value}`])
    await dataImport('sources', 'add', provider, '--name', provider.toLowerCase(), '--organization', 'acme', ...set)
  }
  await dataImport('run')
  await dataImport('views', 'install')
  console.log('\nHow long does a commit take until its build is green, and until it is deployed?\n')
  await dataImport('sql', '--', question)
  // For people; until Ctrl-C, which this process leaves to it.
  if (process.stdout.isTTY) {
    process.on('SIGINT', () => undefined)
    await dataImport('dashboard')
  }
} finally {
  await acme.close()
  await rm(folder, { recursive: true, force: true })
}
