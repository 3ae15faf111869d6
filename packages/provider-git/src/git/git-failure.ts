import { ConfigurationError, type ImportError, TransientError } from '@data-import/core/provider'
import type { GitExit } from './git-process.js'
import { withoutCredentials } from './without-credentials.js'

const refused =
  /authentication failed|could not read (username|password)|permission denied|access denied|returned error: 40[13]\b/i
const absent = /repository .*not found|not found|does not exist|does not appear to be a git repository/i
const notAllowed = /transport '.*' not allowed|strange (hostname|pathname|port)/i
const foreign = /dubious ownership/i
const full = /no space left on device|disk quota exceeded/i

/**
 * The error for a git that failed, by what helps.
 * @param what what was being done, as in "git could not …".
 */
export function gitFailure(what: string, exit: GitExit): ImportError {
  if (exit.absentFolder) {
    return new TransientError(
      `git could not be started in ${exit.absentFolder}: there is no such folder any more. Look whether its disk is mounted; for ` +
        'a folder for temporary files, create it or correct TMPDIR.',
    )
  }
  if (exit.startError?.code === 'ENOENT') {
    return new ConfigurationError('git is not installed or not on the PATH of this process: install git 2.32 or newer.')
  }
  if (exit.startError) {
    return new ConfigurationError(`git could not be started: ${exit.startError.code ?? exit.startError.message}.`)
  }
  const stopSignal = stoppedBy(exit)
  if (stopSignal) return stopped(what, stopSignal)
  const said = summary(exit.stderr)
  const message = `git could not ${what}: ${said || endOf(exit)}.`
  if (full.test(exit.stderr))
    return new TransientError(`${message} Free space on that disk; the next pass tries again.`)
  if (exit.signal) return killed(what, exit)
  if (refused.test(exit.stderr))
    return new ConfigurationError(`${message} Check the credentials and their permissions.`)
  if (absent.test(exit.stderr)) return new ConfigurationError(`${message} Check the address.`)
  if (foreign.test(exit.stderr)) {
    return new ConfigurationError(`${message} Import a repository on this machine by GIT_PATH instead.`)
  }
  if (notAllowed.test(exit.stderr)) return new ConfigurationError(message)
  return new TransientError(message)
}

/** A repository on this disk that is damaged. */
export class UnreadableError extends ConfigurationError {
  /** What git could not do, and its words. */
  readonly said: string

  constructor(said: string) {
    super(`${said}. Run "git fsck" there and repair what it reports.`)
    this.said = said
  }
}

/** The error for a repository on this disk that git can't read. */
export function unreadable(what: string, exit: GitExit): ImportError {
  if (exit.startError) return gitFailure(what, exit)
  const stopSignal = stoppedBy(exit)
  if (stopSignal) return stopped(what, stopSignal)
  if (exit.signal) return killed(what, exit)
  return new UnreadableError(`git could not ${what}: ${summary(exit.stderr) || endOf(exit)}`)
}

/** Git was ended from outside by a signal that asks a process to end: nothing is wrong with what it read. */
export class GitStoppedError extends TransientError {}

/** `error: index-pack died of signal 15` of a child of git; 130 and 143 are what a shell makes of SIGINT and SIGTERM. */
function stoppedBy({ code, signal, stderr }: GitExit): string | undefined {
  if (signal === 'SIGINT' || signal === 'SIGTERM' || signal === 'SIGHUP') return signal
  const [, number] = / died of signal (1|2|15)\b/.exec(stderr) ?? []
  if (code === 130 || number === '2') return 'SIGINT'
  if (code === 143 || number === '15') return 'SIGTERM'
  return number === '1' ? 'SIGHUP' : undefined
}

/** Whatever git read, it did not read it to the end. The system kills the process that uses the most memory. */
function killed(what: string, exit: GitExit): ImportError {
  return new TransientError(
    `git could not ${what}: ${endOf(exit)}. If nobody killed it, the system may have run out of memory: look into its log.`,
  )
}

function stopped(what: string, signal: string): GitStoppedError {
  return new GitStoppedError(`git was stopped by ${signal} before it could ${what}.`)
}

function endOf({ code, signal }: GitExit): string {
  return signal ? `it was ended by ${signal}` : `it ended with exit code ${code}`
}

/** `remote: Counting objects: 40% (2/5)`, `Enumerating objects: 5, done.`: signs of life, and nothing that failed. */
const progress = /^(remote: )?[A-Z][a-z]+ [a-z ]+: +\d+(%|,|$)|^(remote: )?Total \d+ \(delta /

const ofTheServer =
  /could not resolve|unable to access|connect|timed? ?out|early eof|hung up|rpc failed|could not read from remote|protocol|certificate|ssl|remote (error|side)|^remote: (fatal|error)/im

/** Whether a fetch failed for what is on this disk, where the server had just answered. */
export function isOfThisDisk({ code, signal, stderr }: GitExit): boolean {
  if (code === 0 || signal || stoppedBy({ code, stderr })) return false
  return ![refused, absent, notAllowed, foreign, full, ofTheServer].some((reason) => reason.test(stderr))
}

/** The telling lines of git's stderr, on one line and without credentials. */
export function summary(stderr: string): string {
  // What a line that ends in a colon announces is in the next one: the name of an extension that this git doesn't know.
  const lines = withoutCredentials(stderr)
    .replace(/:\s*\n\s*\t/g, ': ')
    .split(/[\n\r]/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('hint:') && !progress.test(line))
  const telling = lines.filter((line) => /^(fatal|error|remote|ssh):/.test(line))
  return (telling.length > 0 ? telling : lines).slice(0, 3).join('; ').replace(/\.$/, '').slice(0, 500)
}
