import { unreadable } from './git-failure.js'
import { gitOutput } from './git-output.js'
import { startGit } from './git-process.js'
import { patiently } from './patience.js'
import { type RepositoryHandle, readFrom, reading } from './repository-handle.js'

/** What git says where it would have to fetch from the server of a partial clone, which it may not. */
const elsewhere = /promisor|lazy fetching|could not fetch|transport '.*' not allowed/i

/**
 * Whether the repository has this commit.
 * @throws {ConfigurationError} if git can't tell: what is damaged is not absent.
 */
export async function hasCommit(repository: RepositoryHandle, sha: string): Promise<boolean> {
  const command = { ...reading(repository, 'cat-file', '--batch-check'), patienceMs: repository.patience.openingMs }
  const looked = await gitOutput(command, `${sha}\n`)
  if (looked.code === 0 && looked.stdout.startsWith(`${sha} commit `)) return true
  if (elsewhere.test(looked.stderr)) return false
  // A damaged object is "missing" too, with exit code 0; only stderr says why.
  if (looked.code === 0 && looked.stderr.trim() === '' && looked.stdout === `${sha} missing\n`) return false
  throw unreadable(`read the commit ${sha} of ${repository.folder}`, looked)
}

/** Whether there is any commit, also one that nothing leads to. */
export async function holdsCommits(repository: RepositoryHandle): Promise<boolean> {
  const list = ['cat-file', '--batch-all-objects', '--unordered', '--batch-check=%(objecttype)']
  const git = startGit(reading(repository, ...list))
  try {
    git.stdin.end()
    const search = findCommit(git.stdout as AsyncIterable<Buffer>)
    if (await patiently(search, [git], repository.patience.readingMs, repository.folder)) return true
    const exit = await git.ended
    repository.signal.throwIfAborted()
    if (exit.code !== 0 || exit.stderr.trim() !== '') throw unreadable(`read the objects of ${repository.folder}`, exit)
    return false
  } finally {
    await git.stop()
  }
}

async function findCommit(output: AsyncIterable<Buffer>): Promise<boolean> {
  let rest = ''
  for await (const chunk of output) {
    const lines = (rest + chunk.toString('latin1')).split('\n')
    rest = lines.pop() ?? ''
    if (lines.includes('commit')) return true
  }
  return false
}

/** Whether what is missing was left out on purpose: the repository is a partial clone. */
export async function isPartialClone(repository: RepositoryHandle): Promise<boolean> {
  const keys = '^(extensions\\.partialclone|remote\\..*\\.promisor)$'
  const asked = await readFrom(repository, 'config', '--get-regexp', keys)
  if (asked.code === 0 || asked.code === 1) return asked.code === 0
  throw unreadable(`read the configuration of ${repository.folder}`, asked)
}
