import { gitFailure } from './git-failure.js'
import { type GitCommand, type GitExit, startGit } from './git-process.js'
import { patiently } from './patience.js'

/** What git printed and how it ended. */
export interface GitOutput extends GitExit {
  stdout: string
}

/**
 * Runs git to its end and keeps its output, for commands that print little.
 * @param input what it reads. Default: nothing.
 * @throws {ConfigurationError} if git can't be started; {TransientError} if it hangs; the signal's reason if it is aborted.
 */
export async function gitOutput(command: GitCommand, input = ''): Promise<GitOutput> {
  const git = startGit(command)
  try {
    git.stdin.end(input)
    const chunks: Buffer[] = []
    git.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    const exit = await patiently(git.ended, [git], command.patienceMs, command.subject)
    command.signal.throwIfAborted()
    if (exit.startError) throw gitFailure('start', exit)
    return { ...exit, stdout: Buffer.concat(chunks).toString('utf8') }
  } finally {
    await git.stop()
  }
}
