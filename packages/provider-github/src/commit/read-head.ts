import type { CommitWalk } from './commit.js'
import type { RestCommit } from './commit-row.js'

/** Where the default branch stands, for walks without a probe. Answers 409 in an empty repository. */
export async function readHead({ github, repository, skip }: CommitWalk): Promise<string> {
  const branch = repository.branch === null ? '' : `&sha=${encodeURIComponent(repository.branch.toWellFormed())}`
  const answer = await github.get<RestCommit[]>(`${repository.path}/commits?per_page=1${branch}`)
  const head = answer.isModified ? answer.body[0]?.sha : undefined
  return head ?? skip('the repository is empty')
}
