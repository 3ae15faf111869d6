import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './child-process.mjs'
import { StepError } from './step.mjs'

/** Asks git about a folder, also where the folder belongs to another user. */
function git(folder, parameters) {
  return run('git', ['-c', 'safe.directory=*', '-C', folder, ...parameters], { output: 'capture' }).catch((error) => {
    if (error.code !== 'ENOENT') throw error
    throw new StepError('This needs git, which is not installed or not on the path.', 2)
  })
}

/** Whether the folder is the top of a repository with at least one commit. */
export async function hasHistory(folder) {
  const { code, stdout } = await git(folder, ['rev-parse', '--show-toplevel', 'HEAD'])
  return code === 0 && realpathSync(stdout.split('\n')[0]) === realpathSync(folder)
}

/**
 * The repository of a path: itself, the one around it, or a folder that holds repositories.
 * @throws {StepError} if there is none.
 */
export async function findRepository(path) {
  if (!existsSync(path)) throw new StepError(`There is no folder ${path}.`, 2)
  if (!statSync(path).isDirectory()) throw new StepError(`${path} is a file: give the folder of a git repository.`, 2)
  const { code, stdout } = await git(path, ['rev-parse', '--is-bare-repository', '--absolute-git-dir'])
  const [isBare, gitDirectory] = stdout.split('\n')
  if (code === 0 && isBare === 'true') return gitDirectory
  if (code === 0) return (await git(path, ['rev-parse', '--show-toplevel'])).stdout.trim()
  const holdsRepositories = readdirSync(path).some((name) => existsSync(join(path, name, '.git')))
  if (holdsRepositories) return realpathSync(path)
  throw new StepError(`${path} is no git repository and holds none: give the folder of one.`, 2)
}
