import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { startFakeCircleci } from './server/start-fake-circleci.js'

const run = promisify(execFile)
const program = fileURLToPath(new URL('./python-client.py', import.meta.url))
const client = 'tap-circle-ci==2.0.0'

/** A Python with the tap, in a folder of its own; a text that says why there is none. */
async function python(folder: string): Promise<{ path: string } | string> {
  try {
    await run('python3', ['-m', 'venv', folder])
    const path = join(folder, 'bin', 'python')
    await run(path, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', client])
    return { path }
  } catch (error) {
    return `Python with ${client} can't be had here: ${String(error).split('\n')[0]}`
  }
}

it.skipIf(process.env.DATA_IMPORT_DEPTH !== 'deep')(
  'the tap from PyPI reads it, page by page',
  async ({ skip }) => {
    const folder = mkdtempSync(join(tmpdir(), 'fake-circleci-python-'))
    const fake = await startFakeCircleci()
    try {
      const found = await python(folder)
      if (typeof found === 'string') {
        process.stdout.write(`${found}\n`)
        return skip(found)
      }
      const acme = fake.addOrganization('gh/acme')
      const web = acme.addProject({ name: 'web' })
      for (let index = 0; index < 50; index++) {
        web.run({ workflows: [{ jobs: [{ name: 'build' }, { name: 'test' }] }, { name: 'nightly', status: 'failed' }] })
      }
      web.run({ workflows: [{ status: 'on_hold', jobs: [{ name: 'hold', type: 'approval' }] }] })
      web.rerun(web.run({ branch: null, tag: 'v1' }))
      const { stdout } = await run(found.path, [program, fake.url, acme.token, web.slug], {
        maxBuffer: 64 * 1024 * 1024,
      })
      expect(JSON.parse(stdout)).toEqual({ collaborations: 1, pipelines: 52, workflows: 103, jobs: 153 })
    } finally {
      await fake.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
  600_000,
)
