import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { startFakeJenkins } from './start-fake-jenkins.js'

const run = promisify(execFile)
const program = fileURLToPath(new URL('./python-clients.py', import.meta.url))
const packages = ['python-jenkins==1.8.2', 'api4jenkins==2.1.0']

/** A Python with the two clients, in a folder of its own; a text that says why there is none. */
async function python(folder: string): Promise<{ path: string } | string> {
  try {
    await run('python3', ['-m', 'venv', folder])
    const path = join(folder, 'bin', 'python')
    await run(path, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages])
    return { path }
  } catch (error) {
    return `Python with ${packages.join(' and ')} can't be had here: ${String(error).split('\n')[0]}`
  }
}

it.skipIf(process.env.DATA_IMPORT_DEPTH !== 'deep')(
  'two clients from PyPI read it unpatched',
  async ({ skip }) => {
    const folder = mkdtempSync(join(tmpdir(), 'fake-jenkins-python-'))
    const fake = await startFakeJenkins()
    try {
      const found = await python(folder)
      if (typeof found === 'string') {
        process.stdout.write(`${found}\n`)
        return skip(found)
      }
      fake.addFolder('apps')
      fake.addFolder('site', { kind: 'multibranch' })
      fake.addJob('apps/web', { kind: 'freestyle' })
      fake.addJob('site/feature%2Fx')
      for (let count = 0; count < 130; count++) fake.build('apps/web', { result: 'UNSTABLE' })
      const { stdout } = await run(found.path, [program, fake.url, fake.user.id, fake.user.token])
      expect(JSON.parse(stdout)).toEqual({
        version: '2.504.1',
        user: 'importer',
        jobs: ['apps', 'apps/web', 'site', 'site/feature%2Fx'],
        builds: 100,
        all_builds: 130,
        result: 'UNSTABLE',
        names: ['apps', 'apps/web', 'site', 'site/feature%2Fx'],
        numbers: [130, 129, 128],
        branch: 'site/feature%2Fx',
      })
    } finally {
      await fake.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
  240_000,
)
