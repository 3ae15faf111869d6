import { tmpdir } from 'node:os'
import { ConfigurationError } from '@data-import/core/provider'
import { type Environment, networkEnvironment } from './git-environment.js'
import { gitFailure } from './git-failure.js'
import { gitOutput } from './git-output.js'
import { defaultPatience } from './patience.js'

/** The first with all of the options and variables that are used here. */
const oldest = [2, 32] as const

/**
 * The installed git's version.
 * @throws {ConfigurationError} if there is none, or it is too old.
 */
export async function gitVersion(environment: Environment, signal: AbortSignal): Promise<string> {
  const asked = await gitOutput({
    arguments: ['version'],
    folder: tmpdir(),
    environment: networkEnvironment(environment),
    signal,
    patienceMs: defaultPatience.openingMs,
    subject: 'git',
  })
  if (asked.code !== 0) throw gitFailure('tell its version', asked)
  const [version = '', major, minor] = /(\d+)\.(\d+)[\w.]*/.exec(asked.stdout) ?? []
  const isOld = Number(major) < oldest[0] || (Number(major) === oldest[0] && Number(minor) < oldest[1])
  if (isOld) throw new ConfigurationError(`git ${version} is too old: install ${oldest.join('.')} or newer.`)
  return version
}
