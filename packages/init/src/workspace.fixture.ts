import { main } from '@data-import/cli'
import { createWorkspace as createFolder, type Workspace } from '@data-import/test-kit'

export type { CommandResult, Workspace } from '@data-import/test-kit'

/**
 * A folder in which `data-import` is run, in this process.
 *
 * @param env of every command
 */
export function createWorkspace(env: Record<string, string>): Promise<Workspace> {
  return createFolder(main, env)
}
