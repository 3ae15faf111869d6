import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const commits = 3
const person = ['-c', 'user.name=Ada Example', '-c', 'user.email=ada@acme.example', '-c', 'commit.gpgsign=false']

/** Makes a git repository to import. @returns its `path` and how many `commits` it has. */
export function makeRepository(path) {
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', path])
  for (let index = 1; index <= commits; index++) {
    writeFileSync(join(path, 'counter.txt'), `${index}\n`)
    execFileSync('git', ['add', '.'], { cwd: path })
    execFileSync('git', [...person, 'commit', '--quiet', '--message', `Count to ${index}`], { cwd: path })
  }
  return { path, commits }
}
