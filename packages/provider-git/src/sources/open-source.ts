import { TransientError } from '@data-import/core/provider'
import type { Environment } from '../git/git-environment.js'
import { UnreadableError } from '../git/git-failure.js'
import type { Patience } from '../git/patience.js'
import { openRepository, type RepositoryHandle } from '../git/repository-handle.js'
import { cloneFolder, updateClone } from './clone.js'
import { markDamaged } from './clone-upkeep.js'
import type { Source } from './source.js'

/** How a source's repository is opened. */
export interface OpenOptions {
  dataSourceId: string
  cloneDirectory: string
  environment: Environment
  signal: AbortSignal
  patience: Patience
}

/** Brings a remote source's clone up to date and opens the repository. */
export async function refreshSource(source: Source, options: OpenOptions): Promise<RepositoryHandle> {
  if (source.kind === 'remote') await updateClone({ ...options, address: source.address })
  return openSource(source, options)
}

/**
 * Opens a source's repository as it is on this disk.
 * @throws {ConfigurationError} if there is none.
 */
export async function openSource(source: Source, options: OpenOptions): Promise<RepositoryHandle> {
  const { environment, signal, patience } = options
  if (source.kind === 'broken') throw source.problem
  if (source.kind === 'local') return openRepository(source.folder, environment, signal, patience)
  const folder = cloneFolder({ ...options, address: source.address })
  return { ...(await openRepository(folder, environment, signal, patience)), isClone: true }
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
