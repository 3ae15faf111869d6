import { environmentFiles } from '@data-import/init'
import type { Terminal } from '../terminal/terminal.js'
import { findConfigurationFile } from './configuration-file.js'

const isOurs = (name: string) => name === 'DATABASE_URL' || name.startsWith('DATA_IMPORT_')

/**
 * In an application's folder, adds the application's database address and key for secrets, which frameworks read from
 * `.env`, to the terminal's environment. The environment wins; other variables are ignored.
 */
export function withEnvironmentFiles(terminal: Terminal): Terminal {
  if (!findConfigurationFile(terminal.cwd)) return terminal
  const ours = Object.fromEntries(Object.entries(environmentFiles(terminal.cwd)).filter(([name]) => isOurs(name)))
  return { ...terminal, env: { ...ours, ...terminal.env } }
}
