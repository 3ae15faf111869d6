import type { FakeAccount } from '../state/account.js'
import type { FakePullRequest } from '../state/pull-request.js'
import { headOf, type RepositoryState } from '../state/repository-state.js'
import type { World } from '../state/world.js'
import { accountOf, personOf, somePerson } from './made-up-people.js'
import { pullRequestOf } from './open-pull-request.js'
import { notePush } from './push.js'

/** Merges a pull request with a merge commit on the default branch. */
export async function mergePullRequest(
  world: World,
  repository: RepositoryState,
  number: number,
  options: { readonly mergedBy?: FakeAccount | string | null; readonly mergedAt?: Date } = {},
): Promise<FakePullRequest> {
  const pullRequest = pullRequestOf(repository, number)
  if (pullRequest.state !== 'OPEN') throw new Error(`pull request ${number} is not open`)
  const head = headOf(repository)
  if (head === null) throw new Error(`${repository.name} is empty: nothing can be merged`)
  const mergedAt = options.mergedAt ?? world.now()
  const mergedBy = accountOf(world, options.mergedBy)
  const person = { ...(mergedBy ? personOf(mergedBy) : somePerson(world)), date: mergedAt }
  const [sha] = await repository.git.write([
    {
      ref: `refs/heads/${repository.defaultBranch}`,
      parents: [head, pullRequest.headRefOid],
      author: person,
      committer: person,
      message: `Merge pull request #${number}\n\n${pullRequest.title}\n`,
      files: [],
      blobs: await changedBlobs(repository, pullRequest),
    },
  ])
  notePush(world, repository)
  return Object.assign(pullRequest, {
    state: 'MERGED' as const,
    mergedBy,
    mergeCommitOid: sha ?? null,
    mergedAt,
    closedAt: mergedAt,
    updatedAt: mergedAt,
  })
}

/** Its files as they are at its head; made-up pull requests only ever add files. */
async function changedBlobs(
  repository: RepositoryState,
  { baseRefOid, headRefOid }: FakePullRequest,
): Promise<[path: string, modeAndSha: string][]> {
  const output = await repository.git.git([
    'diff',
    '--raw',
    '-z',
    '--no-renames',
    '--no-abbrev',
    '--diff-filter=AM',
    `${baseRefOid}...${headRefOid}`,
  ])
  const tokens = output.split('\0')
  const blobs: [string, string][] = []
  for (let index = 0; index + 1 < tokens.length; index += 2) {
    const [, mode, , sha] = (tokens[index] ?? '').split(' ')
    blobs.push([tokens[index + 1] ?? '', `${mode} ${sha}`])
  }
  return blobs
}
