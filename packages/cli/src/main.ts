import { createRedactor, ImportError } from '@data-import/core'
import { type Command, CommanderError } from 'commander'
import { withEnvironmentFiles } from './application/with-environment-files.js'
import { loadCommands } from './commands/load-commands.js'
import { createProgram } from './create-program.js'
import { passwordsOf } from './database/database-address.js'
import { safeText } from './output/safe-text.js'
import { toJson } from './output/to-json.js'
import { type ExitCode, exitCode } from './terminal/exit-code.js'
import { explainFailure } from './terminal/explain-failure.js'
import { isEmbeddedError } from './terminal/is-embedded-error.js'
import type { Terminal } from './terminal/terminal.js'

/**
 * Runs one command. Never throws.
 *
 * @param argv what follows the program's name
 * @returns the exit code: 0 all is well, 1 something failed or is not complete, 2 wrong usage or configuration, 75 another pass
 * is running.
 */
export async function main(argv: readonly string[], given: Terminal): Promise<ExitCode> {
  const terminal = withEnvironmentFiles(given)
  let code: ExitCode = exitCode.ok
  const finish = (ended: ExitCode) => {
    code = ended
  }
  const program = createProgram(terminal, finish, await loadCommands(argv))
  try {
    await program.parseAsync(argv, { from: 'user' })
    return code
  } catch (thrown) {
    const error = explainFailure(thrown, commandOf(program))
    if (error instanceof CommanderError && error.exitCode === 0) return exitCode.ok
    const redactor = createRedactor(passwordsOf(program.opts().databaseUrl ?? terminal.env.DATABASE_URL ?? ''))
    const message = safeText(redactor.text(messageOf(error)))
    // Commander has printed its own errors already.
    if (!(error instanceof CommanderError)) terminal.stderr.write(`error: ${message}\n`)
    if (argv.includes('--json')) terminal.stdout.write(toJson({ error: message }))
    return isUsage(error) ? exitCode.usage : exitCode.incomplete
  }
}

/** `sources add`; the program's own name if no command was reached. */
function commandOf(command: Command): string {
  const [name] = command.args
  const next = command.commands.find((one) => one.name() === name)
  if (!next) return command.name()
  return command.parent ? `${command.name()} ${commandOf(next)}` : commandOf(next)
}

function isUsage(error: unknown): boolean {
  if (error instanceof CommanderError || isEmbeddedError(error)) return true
  return ImportError.isInstance(error) && error.recovery === 'configure'
}

function messageOf(error: unknown): string {
  if (error instanceof CommanderError) return error.message.replace(/^error: /, '')
  return error instanceof Error && error.message ? error.message : String(error)
}
