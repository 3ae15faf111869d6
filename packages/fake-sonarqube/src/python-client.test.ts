import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { populate } from './populate/populate.js'
import { startFakeSonarqube } from './start-fake-sonarqube.js'
import { presentMeasures } from './state/present-measures.js'

const run = promisify(execFile)
const isDeep = process.env.DATA_IMPORT_DEPTH === 'deep'
const client = 'python-sonarqube-api==2.0.5'
const program = fileURLToPath(new URL('./read-with-python.py', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'data-import-python-'))
const python = join(folder, 'bin/python')
let missing: string | undefined = isDeep ? undefined : 'it runs in the deep suite'

beforeAll(async () => {
  if (missing) return
  try {
    await run('python3', ['-m', 'venv', folder])
    await run(python, ['-m', 'pip', 'install', '--quiet', client])
  } catch (error) {
    missing = `${client} can't be installed (${String(error).split('\n')[0]})`
  }
}, 600_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it.each(['9.9', '25'] as const)(
  'a client that others wrote reads everything of %s',
  async (flavor) => {
    if (missing) {
      process.stdout.write(`Skipped: ${missing}.\n`)
      return
    }
    const sonarqube = await startFakeSonarqube({ flavor })
    try {
      populate(sonarqube, { projects: 12, seed: 3, issuesOfLargest: 230 })
      const { stdout } = await run(python, [program, sonarqube.url, sonarqube.token], { maxBuffer: 64 * 1024 * 1024 })
      const truth = sonarqube.projects().map(({ state }) => {
        const present = presentMeasures(state)
        const analyses = [...state.analyses].sort((a, b) => b.date.getTime() - a.date.getTime()).map(({ key }) => key)
        const issues = Object.fromEntries([...state.issues.values()].map(({ key, status }) => [key, status]))
        const measured = ['ncloc', 'bugs'].flatMap((metric) =>
          present.has(metric) ? [[metric, present.get(metric)]] : [],
        )
        return [state.key, { name: state.name, analyses, issues, measures: Object.fromEntries(measured) }]
      })
      expect(JSON.parse(stdout)).toEqual({ metrics: expect.any(Number), projects: Object.fromEntries(truth) })
    } finally {
      await sonarqube.close()
    }
  },
  120_000,
)
