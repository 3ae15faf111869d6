import { contentOf } from '../state/contents.js'
import { parseNodeId } from '../state/node-id.js'
import { canSee } from '../tokens/token.js'
import type { Context } from './context.js'
import { failure, requirePermission } from './failure.js'
import { accountSource, commitSource, repositorySource } from './source.js'

/** What a node id names, if the token sees it. */
export async function findNode(context: Context, id: string): Promise<unknown> {
  const parsed = parseNodeId(id)
  const missing = failure('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`)
  if (!parsed) throw missing
  if (parsed.repository === 0 && parsed.type !== 'Repository') {
    const account = accountSource(context.world.accounts.byId(Number(parsed.id)))
    if (!account) throw missing
    return account
  }
  const repositoryId = parsed.type === 'Repository' ? Number(parsed.id) : parsed.repository
  const repository = context.world.repositories.get(repositoryId)
  if (!repository || !canSee(context.token, repository)) throw missing
  if (repository.blockReason !== null) throw failure('FORBIDDEN', 'Repository access blocked')
  if (parsed.type === 'Repository') return repositorySource(repository)
  if (parsed.type === 'Commit') {
    const commit = commitSource(repository, await repository.git.commit(parsed.id))
    if (!commit) throw missing
    return commit
  }
  if (parsed.type === 'CheckSuite') {
    requirePermission(context, 'checks')
    const run = repository.runs.get(Number(parsed.id))
    if (!run) throw missing
    return { __typename: 'CheckSuite', repository, row: run }
  }
  const isHidden = parsed.type === 'Issue' && !repository.hasIssues
  // Numbered things by number, others by id, as their node ids are made.
  const row = isHidden ? undefined : contentOf(repository, parsed.type)?.get(Number(parsed.id))
  if (!row) throw missing
  return { __typename: parsed.type, repository, row }
}
