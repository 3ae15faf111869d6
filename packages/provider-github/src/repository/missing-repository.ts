import {
  changesOf,
  type PartitionContext,
  type PartitionRecord,
  TransientError,
  type WalkEnd,
} from '@data-import/core/provider'
import { repositoryTable } from '@data-import/model'
import type { Github } from '../client/github.js'
import { githubError } from '../client/github-error.js'
import { unavailableReasonOf } from '../client/refusal.js'
import type { GithubContext } from '../database.js'
import type { RestRepository } from './list-repositories.js'
import type { Listing } from './listing.js'

/** Repositories that were imported and are gone from the list. Those of which it is known already are left alone. */
export function missingRepositories(records: readonly PartitionRecord[], { seen }: Pick<Listing, 'seen'>) {
  return records
    .filter(({ key, status }) => !seen.has(key) && status !== 'SKIPPED' && status !== 'UNAVAILABLE')
    .map(({ key, name }) => ({ key, name }))
}

/**
 * Asks what became of a repository and marks its row. One that another owner has is nothing of this one's any more; one that
 * can't be seen may be there.
 */
export async function lookForMissing(
  { endDate }: Pick<GithubContext, 'endDate'>,
  github: Github,
  owner: string,
  partition: PartitionContext,
): Promise<WalkEnd> {
  const { key, name } = partition
  const mark = async (row: { fullName?: string; name?: string }): Promise<void> => {
    const rows = [changesOf(repositoryTable, [{ externalId: key, removedAt: endDate, ...row }])]
    await partition.checkpoint({ rows, cursor: null })
  }
  const found = await ask(github, key, name)
  if (typeof found === 'string') {
    await mark({})
    return partition.unavailable(found)
  }
  if (found.owner?.login?.toLowerCase() === owner.toLowerCase()) {
    return partition.postpone('GitHub left it out of its list in this pass.')
  }
  await mark({ fullName: found.full_name, name: found.name })
  return partition.skip(`transferred: it is ${found.full_name} now`)
}

async function ask(github: Github, key: string, name: string): Promise<RestRepository | string> {
  try {
    const answer = await github.get<RestRepository>(`/repositories/${key}`)
    const found = answer.isModified ? answer.body : null
    if (found?.full_name && found.name && found.owner?.login) return found
    throw new TransientError(`GitHub's answer about ${name} doesn't say which repository it is.`)
  } catch (error) {
    const reason = unavailableReasonOf(error)
    if (reason === undefined) throw githubError(error, `looking for ${name}`)
    return reason
  }
}
