import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { StepError } from './step.mjs'
import { root } from './workspace.mjs'

const people = ['Ada Example <ada@acme.example>', 'Bo Example <bo@acme.example>', 'Cy Example <cy@acme.example>']
const subjects = [
  'Add the parser',
  'Fix the build',
  'Explain the options',
  'Speed up the import',
  'Remove what nobody used',
]
const firstCommitAt = 1_735_689_600
const secondsBetween = 150_000

/** A repository of sixty commits, the same each time, for a checkout that came without history. */
export async function exampleRepository() {
  const folder = join(root, '.data-import/example-repository')
  if (existsSync(join(folder, '.git'))) return folder
  mkdirSync(folder, { recursive: true })
  git(folder, ['init', '--quiet', '--initial-branch=main'])
  git(folder, ['fast-import', '--quiet'], Array.from({ length: 60 }, (_, index) => commit(index)).join(''))
  return folder
}

function commit(index) {
  const message = `${subjects[index % subjects.length]} (${index + 1})`
  const content = `${'line\n'.repeat((index * 7) % 40)}`
  return `commit refs/heads/main
committer ${people[(index * 5 + (index >> 2)) % people.length]} ${firstCommitAt + index * secondsBetween} +0000
data ${message.length}
${message}
M 644 inline file-${index % 4}.txt
data ${content.length}
${content}
`
}

function git(folder, parameters, input) {
  const { status, stderr, error } = spawnSync('git', parameters, { cwd: folder, input, encoding: 'utf8' })
  if (status !== 0) throw new StepError(`The example repository could not be made: ${error?.message ?? stderr}`)
}
