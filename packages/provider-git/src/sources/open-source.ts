import { TransientError } from '@data-import/core/provider'
import type { Environment } from '../git/git-environment.js'
import { UnreadableError } from '../git/git-failure.js'
import type { Patience } from '../git/patience.js'
import { openRepository, type RepositoryHandle, type RepositoryLook } from '../git/repository-handle.js'
import { cloneFolder, updateClone } from './clone.js'
import { markDamaged } from './clone-upkeep.js'
import type { LocalSource, RemoteSource, Source } from './source.js'

/** How a source's repository is opened. */
export interface OpenOptions {
  dataSourceId: string
  cloneDirectory: string
  environment: Environment
  signal: AbortSignal
  patience: Patience
  /** What this pass has seen of repositories, by folder. */
  looks: Map<string, RepositoryLook>
}

/** Brings a remote source's clone up to date and opens the repository. */
export async function refreshSource(source: Source, options: OpenOptions): Promise<RepositoryHandle> {
  if (source.kind === 'remote') await updateClone({ ...options, address: source.address })
  if (source.kind !== 'broken') options.looks.delete(folderOf(source, options))
  return openSource(source, options)
}

/**
 * Opens a source's repository as it is on this disk.
 * @throws {ConfigurationError} if there is none.
 */
export async function openSource(source: Source, options: OpenOptions): Promise<RepositoryHandle> {
  const { environment, signal, patience, looks } = options
  if (source.kind === 'broken') throw source.problem
  const folder = folderOf(source, options)
  const repository = await openRepository(folder, environment, signal, patience, looks.get(folder))
  const { commonDirectory, idLength } = repository
  looks.set(folder, { ...looks.get(folder), commonDirectory, idLength })
  return source.kind === 'local' ? repository : { ...repository, isClone: true }
}

function folderOf(source: LocalSource | RemoteSource, options: OpenOptions): string {
  return source.kind === 'local' ? source.folder : cloneFolder({ ...options, address: source.address })
}

/**
 * Reads a source's repository; a clone that turns out to be damaged is made again by the next pass.
 * @throws {TransientError} in place of the error that asks to repair it.
 */
export async function readingSource<T>(source: Source, options: OpenOptions, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (source.kind !== 'remote' || !(error instanceof UnreadableError)) throw error
    await markDamaged(cloneFolder({ ...options, address: source.address }))
    const problem = `The clone of ${source.address.url} is damaged, and the next pass makes it again: ${error.said}.`
    throw new TransientError(problem, { cause: error })
  }
}
