import { environmentFiles } from '@data-import/init'
import type { Command } from 'commander'
import { type FolderConfiguration, readConfigurationFile } from '../application/configuration-file.js'
import type { GlobalOptions } from '../application/global-options.js'
import type { ExitCode } from '../terminal/exit-code.js'
import type { Terminal } from '../terminal/terminal.js'
import { type CommandScope, createScope } from './command-scope.js'

/** The body of a command. */
export type CommandBody<Options, Arguments extends unknown[]> = (
  scope: CommandScope,
  options: Options,
  ...values: Arguments
) => Promise<ExitCode>

/** Turns a body into an action of commander. */
export function action<Options, Arguments extends unknown[]>(
  terminal: Terminal,
  finish: (code: ExitCode) => void,
  body: CommandBody<Options, Arguments>,
): (...given: unknown[]) => Promise<void> {
  return async (...given) => {
    const command = given.at(-1) as Command
    const values = given.slice(0, -2) as Arguments
    const folder = await readConfigurationFile(terminal.cwd)
    takeDatabase(command, terminal, folder)
    const options = command.optsWithGlobals<GlobalOptions & Options>()
    const isEmbedded = command.getOptionValueSourceWithGlobals('directory') !== 'default'
    finish(await body(createScope(terminal, options, folder, isEmbedded), options, ...values))
  }
}

/** Makes the address in the application's own variable the option, so that its password is hidden as well. */
function takeDatabase(command: Command, { env, cwd }: Terminal, application: FolderConfiguration | undefined) {
  const variable = application?.databaseUrl
  if (variable === undefined || command.getOptionValueSourceWithGlobals('databaseUrl') !== undefined) return
  let program = command
  while (program.parent) program = program.parent
  const address = env[variable] || environmentFiles(cwd)[variable]
  if (address) program.setOptionValueWithSource('databaseUrl', address, 'config')
}
