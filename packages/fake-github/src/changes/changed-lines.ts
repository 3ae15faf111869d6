import type { RepositoryState } from '../state/repository-state.js'

/** Lines and files that a branch changes since it left its base, as a pull request tells them. */
export async function changedLines(repository: RepositoryState, base: string, head: string) {
  // To start git takes longer than all else: a branch of one commit is read once, with the commit.
  const commit = await repository.git.rememberedCommit(head)
  if (commit?.parents.length === 1 && commit.parents[0] === base) return { ...(await repository.git.lineCounts(head)) }
  const output = await repository.git.git(['diff', '--numstat', '-z', '--no-renames', `${base}...${head}`])
  const rows = output.split('\0').filter((row) => row !== '')
  const sum = (column: number) => rows.reduce((total, row) => total + (Number(row.split('\t')[column]) || 0), 0)
  return { additions: sum(0), deletions: sum(1), changedFiles: rows.length }
}
