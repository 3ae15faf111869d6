import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OpenRequest, OutsideSystem } from '@data-import/conformance'

const environment = { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' }
const daySeconds = 86_400

/** A folder of repositories as the conformance kit opens it: `web`, and later `archive`. */
export function openRepositories({ records, text }: OpenRequest): OutsideSystem {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'conformance-git-')))
  const now = Math.floor(Date.now() / 1000)
  const git = (repository: string, commandLine: string[], input?: Buffer) =>
    execFileSync('git', commandLine, { cwd: join(folder, repository), env: environment, input, stdio: 'pipe' })
  const repositories: string[] = []
  const add = (repository: string, commits: number, ageDays: number) => {
    mkdirSync(join(folder, repository))
    repositories.push(repository)
    git(repository, ['init', '--quiet', '--initial-branch=main'])
    const firstAt = now - ageDays * daySeconds
    for (let index = 0; index < commits; index++) numbers.push(index)
    if (commits > 0) git(repository, ['fast-import', '--quiet'], history(commits, firstAt, text))
  }
  const numbers: number[] = []
  const countOf = (repository: string) => {
    if (records === 0) return 0
    return Number(git(repository, ['rev-list', '--count', 'main']).toString())
  }
  const commit = (message: string) => {
    const person = ['-c', 'user.name=Bo', '-c', 'user.email=bo@acme.example']
    git('web', [...person, 'commit', '--quiet', '--allow-empty', '--message', message])
  }
  let changes = 0
  add('web', records, 400)
  return {
    env: { GIT_PATH: folder },
    expected: () => {
      const commits = repositories.reduce((sum, repository) => sum + countOf(repository), 0)
      return { Repository: repositories.length, Commit: commits }
    },
    change: () => commit(`Change ${++changes}`),
    // The branch is rewritten: its last commit goes, and another one comes.
    remove() {
      git('web', ['reset', '--quiet', '--soft', 'HEAD~1'])
      commit(`Rewritten ${changes}`)
    },
    addPartition: () => add('archive', 5, 900),
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** A history for `git fast-import`, each commit with a file of its own. */
function history(commits: number, firstAt: number, text = 'Work on it'): Buffer {
  // Git ends a message at a NUL and can't hold one; a byte that is no UTF-8 it can.
  const message = Buffer.concat([Buffer.from(text.replaceAll('\0', '')), Buffer.from([0xff])])
  const name = text.replace(/[\0<>\r\n]/g, '').slice(0, 500)
  const parts: (string | Buffer)[] = []
  for (let index = 0; index < commits; index++) {
    const person = `${name} <ada@acme.example> ${firstAt + index * 60} +0100`
    const content = `line ${index}\n`
    parts.push(`commit refs/heads/main\nauthor ${person}\ncommitter ${person}\ndata ${message.length}\n`, message, '\n')
    parts.push(`M 100644 inline file-${index % 10}.txt\ndata ${content.length}\n${content}\n`)
  }
  return Buffer.concat(parts.map((part) => Buffer.from(part)))
}
