import type { RepositoryState } from '../state/repository-state.js'

/** Lines and files that a branch changes since it left its base, as a pull request tells them. */
export async function changedLines(repository: RepositoryState, base: string, head: string) {
  const output = await repository.git.git(['diff', '--numstat', '-z', '--no-renames', `${base}...${head}`])
  const rows = output.split('\0').filter((row) => row !== '')
  const sum = (column: number) => rows.reduce((total, row) => total + (Number(row.split('\t')[column]) || 0), 0)
  return { additions: sum(0), deletions: sum(1), changedFiles: rows.length }
}
