import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runGit } from './run-git.js'

/** Makes an empty bare repository; written by hand, for `git init` takes ten times as long and copies hooks. */
export async function createBareRepository(directory: string, defaultBranch: string): Promise<void> {
  await mkdir(join(directory, 'objects', 'info'), { recursive: true })
  await mkdir(join(directory, 'objects', 'pack'))
  await mkdir(join(directory, 'refs', 'heads'), { recursive: true })
  await writeFile(join(directory, 'HEAD'), `ref: refs/heads/${defaultBranch}\n`)
  await writeFile(join(directory, 'config'), '[core]\n\trepositoryformatversion = 0\n\tbare = true\n')
}

/** Clones a repository, so that nothing done here reaches it. */
export async function cloneBareRepository(directory: string, source: string): Promise<void> {
  await runGit(directory, ['clone', '--quiet', '--bare', '--', source, directory])
}

/** The branch that HEAD names. */
export async function readDefaultBranch(directory: string): Promise<string> {
  return (await runGit(directory, ['symbolic-ref', '--short', 'HEAD'])).trim()
}

/** Every branch with its head. */
export async function readBranches(directory: string): Promise<Map<string, string>> {
  const lines = await runGit(directory, ['for-each-ref', '--format=%(objectname) %(refname:lstrip=2)', 'refs/heads'])
  return new Map(
    lines
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [line.slice(41), line.slice(0, 40)]),
  )
}
