import { TransientError } from '@data-import/core/provider'
import type { GitProcess } from './git-process.js'

/** For how long a git may give no sign of life, in milliseconds. */
export interface Patience {
  /** For what is answered at once: opening a repository, looking up where a branch stands. */
  openingMs: number
  /** For what may have to think: walking a history, comparing commits. */
  readingMs: number
  /** For a server. */
  networkMs: number
}

/** Where the system doesn't tell whether a process works, a long computation looks like a hang. */
const readingMs = process.platform === 'linux' ? 60_000 : 600_000

/** What holds if the configuration doesn't say. */
export const defaultPatience: Patience = { openingMs: 20_000, readingMs, networkMs: 90_000 }

/**
 * Waits for what some gits are to deliver. One that waits itself, for a dead mount or a pipe in place of a file, prints
 * nothing and uses no processor's time: then all of them are ended.
 * @param what what git is doing, as in "while it …".
 * @throws {TransientError} if none of them gave a sign of life for the given time.
 */
export async function patiently<T>(
  awaited: Promise<T>,
  gits: readonly Pick<GitProcess, 'signsOfLife' | 'stop'>[],
  patienceMs: number,
  what: string,
): Promise<T> {
  const signs = () => gits.reduce((sum, git) => sum + git.signsOfLife(), 0)
  let timer: NodeJS.Timeout | undefined
  const hang = new Promise<never>((_, reject) => {
    let seen = signs()
    const look = () => {
      const now = signs()
      if (now === seen) {
        for (const git of gits) void git.stop()
        return reject(hangError(what, patienceMs))
      }
      seen = now
      timer = setTimeout(look, patienceMs)
    }
    timer = setTimeout(look, patienceMs)
  })
  try {
    return await Promise.race([awaited, hang])
  } finally {
    clearTimeout(timer)
    awaited.catch(() => {})
  }
}

/** Waits for the file system, which can't be stopped: what is late is left behind. */
export async function inTime<T>(awaited: Promise<T>, patienceMs: number, what: string): Promise<T> {
  return patiently(awaited, [{ signsOfLife: () => 0, stop: async () => {} }], patienceMs, what)
}

function hangError(what: string, patienceMs: number): TransientError {
  return new TransientError(
    `There was no sign of life for ${patienceMs / 1000} seconds while reading ${what}: a disk or server that does not ` +
      'answer, or a pipe in place of a file. Look whether it can be read there; the next pass tries again.',
  )
}
