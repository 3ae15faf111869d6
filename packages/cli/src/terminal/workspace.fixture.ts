import { createWorkspace as createFolder, type Workspace } from '@data-import/test-kit'
import { main } from '../main.js'
import { maskSecrets } from './mask-secrets.js'
import { safeTerminal } from './safe-terminal.js'

export type { CommandResult, Workspace } from '@data-import/test-kit'

/**
 * A folder in which `data-import` is run, in this process and on a terminal as safe as the real one.
 *
 * @param env of every command
 */
export function createWorkspace(env: Record<string, string>): Promise<Workspace> {
  return createFolder((argv, terminal) => main(argv, maskSecrets(safeTerminal(terminal))), env)
}
