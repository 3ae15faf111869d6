import { ConfigurationError, TransientError } from '@data-import/core/provider'
import { holdsCommits } from './commit-objects.js'
import { unreadable } from './git-failure.js'
import type { GitOutput } from './git-output.js'
import { type RepositoryHandle, readFrom } from './repository-handle.js'

/** Where the imported branch stands. */
export interface Head {
  /** The branch's short name; null when HEAD is detached. */
  branch: string | null
  /** Null when there is no commit. */
  sha: string | null
  /** Why there is no commit. */
  emptyBecause?: string
  /** There are commits, and none that HEAD leads to. */
  isElsewhere?: boolean
  /** There are commits, and no branch or tag at all. */
  isLost?: boolean
}

/** What the HEAD of a clone names while that of its server leads nowhere. */
export const nowhere = 'refs/heads/data-import/nowhere'

/**
 * Resolves the configured branch, tag or revision to its commit. That there is none is proven: a branch that git can't
 * read is an error.
 * @throws {ConfigurationError} if the repository has commits but no such branch, or is damaged.
 */
export async function readHead(repository: RepositoryHandle, branch: string): Promise<Head> {
  if (branch === 'HEAD') return readDefaultHead(repository)
  const named = await commitOf(repository, `refs/heads/${branch}`)
  if (named.sha) return { branch: shortName(branch), sha: named.sha }
  // A branch that is damaged must not make room for a tag of its name.
  await expectAbsent(repository, `refs/heads/${branch}`, named)
  const found = await commitOf(repository, branch)
  if (found.sha) return { branch: shortName(branch), sha: found.sha }
  if (branch.startsWith('refs/')) await expectAbsent(repository, branch, found)
  else await expectAbsent(repository, `refs/tags/${branch}`, found)
  return noCommits(repository, branch, () => {
    throw new ConfigurationError(
      `There is no branch, tag or commit ${branch}: correct GIT_BRANCH, or leave it out for HEAD.`,
    )
  })
}

async function readDefaultHead(repository: RepositoryHandle): Promise<Head> {
  const [symbolic, head] = await Promise.all([
    readFrom(repository, 'symbolic-ref', '--quiet', 'HEAD'),
    commitOf(repository, 'HEAD'),
  ])
  // 1 says that HEAD is no name, but a commit.
  if (symbolic.code !== 0 && symbolic.code !== 1) throw unreadable(`read HEAD of ${repository.folder}`, symbolic)
  const ref = symbolic.code === 0 ? symbolic.stdout.trim() : null
  const branch = ref === null || ref === nowhere ? null : shortName(ref)
  if (head.sha) return { branch, sha: head.sha }
  if (ref === null) throw unreadable(`read the commit of HEAD in ${repository.folder}`, head.exit)
  await expectAbsent(repository, ref, head)
  return noCommits(repository, branch, () => {
    const emptyBecause =
      branch === null
        ? "The server's HEAD leads to no commit: set GIT_BRANCH to the branch to import"
        : `HEAD names ${branch}, which has no commits: set GIT_BRANCH to import another branch`
    return { branch, sha: null, emptyBecause, isElsewhere: true }
  })
}

interface Resolved {
  sha: string | null
  /** How git ended that didn't resolve it. */
  exit: GitOutput
}

async function commitOf(repository: RepositoryHandle, revision: string): Promise<Resolved> {
  const exit = await readFrom(repository, 'rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`)
  const sha = exit.stdout.trim()
  return { sha: exit.code === 0 && /^[0-9a-f]{40,64}$/.test(sha) ? sha : null, exit }
}

/** Where git resolves nothing, it says the same of what isn't there and of what is damaged. */
async function expectAbsent(repository: RepositoryHandle, ref: string, { exit }: Resolved): Promise<void> {
  if (exit.signal) throw unreadable(`read ${ref} in ${repository.folder}`, exit)
  // The type makes git look at the commit, and say what is wrong with it.
  const refs = await listRefs(repository, '--format=%(objecttype) %(refname)', ref)
  if (!refs.split('\n').some((line) => line.endsWith(` ${ref}`))) return
  const again = await commitOf(repository, ref)
  if (again.sha)
    throw new TransientError(`${ref} in ${repository.folder} came while it was read; the next pass reads it.`)
  throw unreadable(`read the commit of ${ref} in ${repository.folder}`, again.exit)
}

/** Why there is nothing to read: proven where it says "empty". */
async function noCommits(repository: RepositoryHandle, branch: string | null, otherwise: () => Head): Promise<Head> {
  if ((await listRefs(repository, '--count=1')).trim() !== '') return otherwise()
  // A clone has what its server was seen to have. Elsewhere commits without any branch are what damage leaves.
  const isLost = !repository.isClone && (await holdsCommits(repository))
  if (!isLost) return { branch, sha: null, emptyBecause: 'empty repository' }
  const emptyBecause =
    'there are commits, but no branch or tag that leads to them: run "git fsck" there, and make the branch again'
  return { branch, sha: null, emptyBecause, isLost }
}

async function listRefs(repository: RepositoryHandle, ...commandLine: readonly string[]): Promise<string> {
  const listed = await readFrom(repository, 'for-each-ref', ...commandLine)
  // A damaged one is left out with a warning and exit code 0.
  if (listed.code !== 0 || /broken ref/i.test(listed.stderr)) {
    throw unreadable(`read the branches of ${repository.folder}`, listed)
  }
  return listed.stdout
}

function shortName(ref: string): string {
  return ref.replace(/^refs\/heads\//, '')
}
