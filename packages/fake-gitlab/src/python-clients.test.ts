import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { startFakeGitlab } from './start-fake-gitlab.js'

const run = promisify(execFile)
const program = fileURLToPath(new URL('./python-clients.py', import.meta.url))
const packages = ['python-gitlab[graphql]==8.6.0', 'tap-gitlab==1.0.1']

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
  'two clients from PyPI read it unpatched, in both paging styles',
  async ({ skip }) => {
    const folder = mkdtempSync(join(tmpdir(), 'fake-gitlab-python-'))
    const fake = await startFakeGitlab()
    try {
      const found = await python(folder)
      if (typeof found === 'string') {
        process.stdout.write(`${found}\n`)
        return skip(found)
      }
      const acme = fake.addGroup('acme')
      for (const name of ['ana', 'bo']) acme.addMember(name)
      const web = acme.addProject({ path: 'platform/web', commits: 230 })
      for (let index = 0; index < 120; index++) acme.addProject({ path: `small-${index}` })
      const issue = web.openIssue()
      for (let index = 0; index < 119; index++) web.openIssue()
      const given = web.openMergeRequest({ closes: [issue.iid], commits: 3 })
      for (let index = 0; index < 104; index++) web.openMergeRequest()
      web.comment(given, { path: 'src/a.ts' })
      web.approve(given, 'bo')
      const pipeline = web.startPipeline({ jobs: ['build', 'test'] })
      web.retryJob(pipeline, 'test')
      const child = web.startPipeline({ parent: pipeline })
      web.finishPipeline(pipeline)
      for (let index = 0; index < 60; index++) web.finishPipeline(web.startPipeline())
      web.deploy({ pipeline })
      web.release({ tag: 'v1' })
      const arguments_ = [program, fake.url, acme.token, 'acme', 'acme/platform/web']
      const { stdout } = await run(found.path, arguments_, { maxBuffer: 64 * 1024 * 1024 })
      const history = web.history()
      expect(JSON.parse(stdout)).toEqual({
        'python-gitlab': {
          ...{ user: 'importer', by_offset: 121, by_keyset: 121, members: ['ana', 'bo', 'importer'] },
          commits: history.map(({ sha }) => sha),
          lines: history.reduce((sum, { additions }) => sum + additions, 0),
          branch: history[0]?.sha,
          languages: { Shell: 2.5, TypeScript: 97.5 },
          ...{ merge_requests: 105, notes: 2, merge_request_commits: 3, closes: [issue.iid], approved_by: ['bo'] },
          ...{ issues: 120, pipelines: 61, children: 1, duration: pipeline.duration },
          ...{ jobs: ['build', 'test', 'test'], jobs_by_keyset: 125, bridges: [child.id], tests: 0 },
          ...{ deployments: 1, releases: ['v1'], graphql: { currentUser: { username: 'importer' } } },
        },
        'tap-gitlab': { projects: 1, branches: 1, commits: 230, issues: 120, users: 3 },
      })
    } finally {
      await fake.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
  600_000,
)
