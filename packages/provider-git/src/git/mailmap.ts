import { gitOutput } from './git-output.js'
import { type RepositoryHandle, reading } from './repository-handle.js'

/** A larger file is none that people keep by hand. */
const largestMailmap = 256 * 1024

/**
 * Reads the `.mailmap` at the top of a commit. https://git-scm.com/docs/gitmailmap
 *
 * @returns null where there is none: no file, a link, which git doesn't follow either, more than 256 KiB, or what isn't UTF-8.
 * Undefined where git can't tell, as in a partial clone that lacks it: nothing else depends on it.
 */
export async function readMailmap(repository: RepositoryHandle, sha: string): Promise<string | null | undefined> {
  const ask = (...commandLine: readonly string[]) =>
    gitOutput({ ...reading(repository, ...commandLine), patienceMs: repository.patience.openingMs })
  const listed = await ask('ls-tree', '--long', sha, '--', '.mailmap')
  if (listed.code !== 0) return undefined
  const [, id, size] = /^100\d{3} blob ([0-9a-f]+) +(\d+|-|BAD)\t/.exec(listed.stdout) ?? []
  if (!id) return null
  if (!/^\d+$/.test(size ?? '')) return undefined
  if (Number(size) > largestMailmap) return null
  const { code, stdout } = await ask('cat-file', 'blob', id)
  if (code !== 0) return undefined
  return stdout.includes('\uFFFD') || stdout.includes('\0') ? null : stdout
}
