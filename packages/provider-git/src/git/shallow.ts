import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RepositoryHandle } from './repository-handle.js'

/** Where the history of a shallow clone is cut off. */
export interface Shallow {
  /** Changes when the clone is deepened or cut; null when the clone is whole. */
  fingerprint: string | null
  /** Commits whose parents are absent. */
  boundary: ReadonlySet<string>
}

/** Reads which commits a shallow clone was cut at: https://git-scm.com/docs/shallow. */
export async function readShallow(repository: RepositoryHandle): Promise<Shallow> {
  const text = await readFile(join(repository.commonDirectory, 'shallow'), 'utf8').catch(whenAbsent)
  const boundary = new Set(text.split('\n').filter((line) => line !== ''))
  if (boundary.size === 0) return { fingerprint: null, boundary }
  return { fingerprint: hash('sha256', [...boundary].sort().join('\n'), 'hex').slice(0, 16), boundary }
}

function whenAbsent(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return ''
  throw error
}
