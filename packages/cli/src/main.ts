import { createRedactor, databaseError, ImportError } from '@data-import/core'
import { EmbeddedDatabaseError } from '@data-import/embedded-database'
import { CommanderError } from 'commander'
import { withEnvironmentFiles } from './application/with-environment-files.js'
import { createProgram } from './create-program.js'
import { passwordsOf } from './database/database-address.js'
import { toJson } from './output/to-json.js'
import { type ExitCode, exitCode } from './terminal/exit-code.js'
import type { Terminal } from './terminal/terminal.js'

/**
 * Runs one command. Never throws.
 *
 * @param argv what follows the program's name
 * @returns the exit code: 0 all well, 1 something failed or is partial, 2 usage or configuration, 75 another pass is
 * running.
 */
export async function main(argv: readonly string[], given: Terminal): Promise<ExitCode> {
  const terminal = withEnvironmentFiles(given)
  let code: ExitCode = exitCode.ok
  const program = createProgram(terminal, (ended) => {
    code = ended
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return code
  } catch (thrown) {
    const error = isFromDatabase(thrown) ? databaseError(thrown, 'this command') : thrown
    if (error instanceof CommanderError && error.exitCode === 0) return exitCode.ok
    const redactor = createRedactor(passwordsOf(program.opts().databaseUrl ?? terminal.env.DATABASE_URL ?? ''))
    const message = redactor.text(messageOf(error))
    // Commander has said its own already.
    if (!(error instanceof CommanderError)) terminal.stderr.write(`error: ${message}\n`)
    if (argv.includes('--json')) terminal.stdout.write(toJson({ error: message }))
    return isUsage(error) ? exitCode.usage : exitCode.incomplete
  }
}

/** Of Prisma or of `pg`: what other systems refuse is not the database's. */
function isFromDatabase(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return error.name.startsWith('PrismaClient') || ('severity' in error && 'code' in error)
}

function isUsage(error: unknown): boolean {
  if (error instanceof CommanderError || EmbeddedDatabaseError.isInstance(error)) return true
  return ImportError.isInstance(error) && error.recovery === 'configure'
}

function messageOf(error: unknown): string {
  if (error instanceof CommanderError) return error.message.replace(/^error: /, '')
  return error instanceof Error && error.message ? error.message : String(error)
}
