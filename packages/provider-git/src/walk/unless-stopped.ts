import type { PartitionContext } from '@data-import/core/provider'
import { GitStoppedError } from '../git/git-failure.js'

/**
 * Reads a repository. If somebody stops its git, the walk is not complete and the next pass continues it: a signal to all
 * processes of a service reaches git as well as this process.
 */
export async function unlessStopped<T>(
  partition: Pick<PartitionContext, 'postpone'>,
  read: () => Promise<T>,
): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof GitStoppedError) return partition.postpone(error.message)
    throw error
  }
}
