import { Command } from 'commander'
import type { AddCommand } from './commands/define-command.js'
import { collect, parseAddress } from './commands/parse-options.js'
import type { ExitCode } from './terminal/exit-code.js'
import type { Terminal } from './terminal/terminal.js'
import { version } from './version.js'

/** The program with these commands; `finish` gets the exit code of the one that ran. */
export function createProgram(
  terminal: Terminal,
  finish: (code: ExitCode) => void,
  commands: readonly AddCommand[],
): Command {
  const { stdout, stderr } = terminal
  const program = new Command('data-import')
    .description('Imports engineering data into Postgres and says what is complete, what is not, and why.')
    .version(version())
    .option('--database-url <url>', 'Postgres to use (default: DATABASE_URL, otherwise an embedded one)', parseAddress)
    .option('--directory <folder>', 'where the embedded Postgres keeps its data', '.data-import')
    .option(
      '--schema <name>',
      'Postgres schema of the tables (default: DATA_IMPORT_SCHEMA, then that of data-import.config.ts, then data)',
    )
    .option('--data-sources <folder>', 'folder of data source modules (default: ./data-sources if it exists)')
    .option('--provider <package>', 'also load this provider package (repeatable)', collect)
    .option('--no-color', 'no colours (NO_COLOR does the same)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHelpWidth: () => stdout.columns,
      getErrHelpWidth: () => stderr.columns,
    })
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      '\nExit codes: 0 all is well; 1 something failed or is not complete, or records were refused; 2 wrong usage or configuration; 75 another pass is running.',
    )
  for (const add of commands) add(program, terminal, finish)
  return program
}
