import { changesOf, type PartitionContext, type PartitionRecord, type WalkEnd } from '@data-import/core/provider'
import { repositoryTable } from '@data-import/model'
import type { Github } from '../client/github.js'
import { githubError, unavailableReasonOf } from '../client/github-error.js'
import type { GithubContext } from '../database.js'
import type { RestRepository } from './list-repositories.js'
import type { Listing } from './listing.js'

/** Repositories that were imported and are gone from the list. Those of which it is known already are left alone. */
export function missingRepositories(records: readonly PartitionRecord[], { seen }: Pick<Listing, 'seen'>) {
  return records
    .filter(({ key, status }) => !seen.has(key) && status !== 'SKIPPED')
    .map(({ key, name }) => ({ key, name }))
}

/** Asks what became of a repository, marks its row and ends as skipped with the reason. */
export async function lookForMissing(
  { endDate }: Pick<GithubContext, 'endDate'>,
  github: Github,
  owner: string,
  partition: PartitionContext,
): Promise<WalkEnd> {
  const { key, name } = partition
  const mark = async (row: { fullName?: string; name?: string }, reason: string): Promise<WalkEnd> => {
    const rows = [changesOf(repositoryTable, [{ externalId: key, removedAt: endDate, ...row }])]
    await partition.checkpoint({ rows, cursor: null })
    return partition.skip(reason)
  }
  const found = await ask(github, key, name)
  if (typeof found === 'string') return mark({}, found)
  if (found.owner?.login?.toLowerCase() === owner.toLowerCase()) {
    return partition.postpone('GitHub left it out of its list in this pass.')
  }
  return mark({ fullName: found.full_name, name: found.name }, `transferred: it is ${found.full_name} now`)
}

async function ask(github: Github, key: string, name: string): Promise<RestRepository | string> {
  try {
    const answer = await github.get<RestRepository>(`/repositories/${key}`)
    return answer.isModified ? answer.body : 'gone'
  } catch (error) {
    const reason = unavailableReasonOf(error)
    if (reason === undefined) throw githubError(error, `looking for ${name}`)
    return reason
  }
}
