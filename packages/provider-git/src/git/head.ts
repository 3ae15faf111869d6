import { ConfigurationError } from '@data-import/core/provider'
import { type RepositoryHandle, readFrom } from './repository-handle.js'

/** Where the imported branch stands. */
export interface Head {
  /** The branch's short name; null when HEAD is detached. */
  branch: string | null
  /** Null when there is no commit. */
  sha: string | null
  /** Why there is no commit. */
  emptyBecause?: string
}

/**
 * Resolves the configured branch, tag or revision to its commit.
 * @throws {ConfigurationError} if the repository has commits but no such branch.
 */
export async function readHead(repository: RepositoryHandle, branch: string): Promise<Head> {
  if (branch === 'HEAD') return readDefaultHead(repository)
  const sha = (await commitOf(repository, `refs/heads/${branch}`)) ?? (await commitOf(repository, branch))
  if (sha) return { branch: branch.replace(/^refs\/heads\//, ''), sha }
  if (await isEmpty(repository)) return { branch, sha: null, emptyBecause: 'empty repository' }
  throw new ConfigurationError(
    `There is no branch, tag or commit ${branch}: correct GIT_BRANCH, or leave it out for HEAD.`,
  )
}

async function readDefaultHead(repository: RepositoryHandle): Promise<Head> {
  const symbolic = await readFrom(repository, 'symbolic-ref', '--quiet', 'HEAD')
  const ref = symbolic.code === 0 ? symbolic.stdout.trim() : null
  const branch = ref?.replace(/^refs\/heads\//, '') ?? null
  const sha = await commitOf(repository, 'HEAD')
  if (sha) return { branch, sha }
  if (await isEmpty(repository)) return { branch, sha: null, emptyBecause: 'empty repository' }
  const emptyBecause = `HEAD names ${branch ?? 'a commit'}, which has no commits: set GIT_BRANCH to import another branch`
  return { branch, sha: null, emptyBecause }
}

async function commitOf(repository: RepositoryHandle, revision: string): Promise<string | null> {
  const resolved = await readFrom(
    repository,
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  )
  const sha = resolved.stdout.trim()
  return resolved.code === 0 && /^[0-9a-f]{40,64}$/.test(sha) ? sha : null
}

async function isEmpty(repository: RepositoryHandle): Promise<boolean> {
  const refs = await readFrom(repository, 'for-each-ref', '--count=1')
  return refs.stdout.trim() === ''
}
