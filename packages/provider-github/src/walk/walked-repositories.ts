import { ConfigurationError } from '@data-import/core/provider'
import { repositoryTable } from '@data-import/model'
import type { GithubContext } from '../database.js'
import { readRepositoryState } from './repository-state.js'
import type { WalkedRepository } from './repository-walk.js'

/** Repositories that this pass has seen, by key. A backfill writes no ledger, so it takes those of the last pass. */
export async function walkedRepositories(context: GithubContext): Promise<ReadonlyMap<string, WalkedRepository>> {
  const records = await context.partitionsOf('repository')
  const seen = records.flatMap((record) => {
    const state = readRepositoryState(record.state)
    if (!state || record.status !== 'COMPLETE' || !(record.isCurrent || context.isBackfill)) return []
    const { key } = record
    return [{ ...state, key, id: context.idOf(repositoryTable, key), path: `/repositories/${key}` }]
  })
  if (context.isBackfill && seen.length === 0) {
    throw new ConfigurationError('No repository is known yet: import once without a window, then backfill.')
  }
  return new Map(seen.map((repository) => [repository.key, repository]))
}
