import type { CommitRecord } from './commit-record.js'
import type { GitStore } from './git-store.js'

const statuses: Readonly<Record<string, string>> = { A: 'added', D: 'removed', M: 'modified', T: 'changed' }

/** A file that a commit changes against its first parent. */
export interface ChangedFile {
  readonly path: string
  /** Of the blob. */
  readonly sha: string
  readonly status: string
  readonly additions: number
  readonly deletions: number
}

/** The files of one commit. */
export async function readChangedFiles(git: GitStore, commit: CommitRecord): Promise<ChangedFile[]> {
  const range = [...(commit.parents[0] ? [commit.parents[0]] : ['--root']), commit.sha]
  const flags = ['-r', '-z', '--no-renames', '--no-commit-id', '--no-abbrev']
  const [raw, numstat] = await Promise.all([
    git.git(['diff-tree', ...flags, '--raw', ...range]),
    git.git(['diff-tree', ...flags, '--numstat', ...range]),
  ])
  const lines = new Map(
    numstat.split('\0').map((row) => {
      const [additions, deletions, path] = row.split('\t')
      return [path ?? '', { additions: Number(additions) || 0, deletions: Number(deletions) || 0 }]
    }),
  )
  const tokens = raw.split('\0')
  const files: ChangedFile[] = []
  for (let index = 0; index + 1 < tokens.length; index += 2) {
    const [, , old, sha, letter] = (tokens[index] ?? '').split(' ')
    const path = tokens[index + 1] ?? ''
    const status = statuses[letter ?? ''] ?? 'modified'
    files.push({
      path,
      sha: (status === 'removed' ? old : sha) ?? '',
      status,
      ...(lines.get(path) ?? { additions: 0, deletions: 0 }),
    })
  }
  return files
}
