import { ConfigurationError, type ImportError, TransientError } from '@data-import/core/provider'
import type { GitExit } from './git-process.js'
import { withoutCredentials } from './without-credentials.js'

const refused =
  /authentication failed|could not read (username|password)|permission denied|access denied|returned error: 40[13]\b/i
const absent = /repository .*not found|not found|does not exist|does not appear to be a git repository/i
const notAllowed = /transport '.*' not allowed|strange (hostname|pathname|port)/i
const foreign = /dubious ownership/i

/**
 * The error for a git that failed, by what helps.
 * @param what what was being done, as in "git could not …".
 */
export function gitFailure(what: string, exit: GitExit): ImportError {
  if (exit.startError?.code === 'ENOENT') {
    return new ConfigurationError('git is not installed or not on the PATH of this process: install git 2.32 or newer.')
  }
  if (exit.startError) {
    return new ConfigurationError(`git could not be started: ${exit.startError.code ?? exit.startError.message}.`)
  }
  const said = summary(exit.stderr)
  const message = `git could not ${what}: ${said || `it ended with exit code ${exit.code}`}.`
  if (refused.test(exit.stderr))
    return new ConfigurationError(`${message} Check the credentials and their permissions.`)
  if (absent.test(exit.stderr)) return new ConfigurationError(`${message} Check the address.`)
  if (foreign.test(exit.stderr)) {
    return new ConfigurationError(`${message} Import a repository on this machine by GIT_PATH instead.`)
  }
  if (notAllowed.test(exit.stderr)) return new ConfigurationError(message)
  return new TransientError(message)
}

/** The error for a repository on this disk that git can't read. */
export function unreadable(what: string, exit: GitExit): ImportError {
  if (exit.startError) return gitFailure(what, exit)
  const said = summary(exit.stderr) || `exit code ${exit.code}`
  return new ConfigurationError(`git could not ${what}: ${said}. Run "git fsck" there and repair what it reports.`)
}

/** The telling lines of git's stderr, on one line and without credentials. */
export function summary(stderr: string): string {
  const lines = withoutCredentials(stderr)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('hint:'))
  const telling = lines.filter((line) => /^(fatal|error|remote|ssh):/.test(line))
  return (telling.length > 0 ? telling : lines).slice(0, 3).join('; ').replace(/\.$/, '').slice(0, 500)
}
