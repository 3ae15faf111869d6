import type { Environment } from '../git/git-environment.js'
import { openRepository, type RepositoryHandle } from '../git/repository-handle.js'
import { cloneFolder, updateClone } from './clone.js'
import type { Source } from './source.js'

/** How a source's repository is opened. */
export interface OpenOptions {
  dataSourceId: string
  cloneDirectory: string
  environment: Environment
  signal: AbortSignal
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
export function openSource(source: Source, options: OpenOptions): Promise<RepositoryHandle> {
  if (source.kind === 'broken') throw source.problem
  const folder = source.kind === 'local' ? source.folder : cloneFolder({ ...options, address: source.address })
  return openRepository(folder, options.environment, options.signal)
}
