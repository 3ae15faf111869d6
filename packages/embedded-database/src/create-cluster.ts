import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EmbeddedDatabaseError } from './embedded-database-error.js'
import { systemErrorCode } from './file-errors.js'
import type { Installation } from './installation.js'
import { runProgram } from './run-program.js'
import { serverFailure } from './server-failure.js'

/**
 * Makes the cluster unless it is there. What a crash leaves half-made has another name, and is made again.
 *
 * @throws {EmbeddedDatabaseError} when it is of another major version than the programs.
 */
export async function ensureCluster(installation: Installation, password: string, isDurable: boolean): Promise<void> {
  const { binaries, layout } = installation
  const existing = await majorVersion(layout.data)
  const wanted = binaries.version.split('.')[0]
  if (existing === undefined) return createCluster(installation, password, isDurable)
  if (existing === wanted) return
  throw new EmbeddedDatabaseError(
    `The data in ${layout.data} was made by Postgres ${existing}, and this version brings Postgres ${wanted}. ` +
      'Go back to the version that made it and dump the data, or choose another folder.',
  )
}

async function createCluster({ binaries, layout, account }: Installation, password: string, isDurable: boolean) {
  const partial = `${layout.data}.partial`
  const passwordFile = `${layout.data}.password`
  await rm(partial, { recursive: true, force: true })
  await rm(passwordFile, { force: true })
  try {
    await mkdir(partial, { mode: 0o700 })
    await writeFile(passwordFile, password, { mode: 0o600 })
    if (account) for (const path of [partial, passwordFile]) await chown(path, account.uid, account.gid)
    const { code, printed } = await runProgram(
      binaries.initdb,
      [
        ...['-D', partial, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8'],
        // The same order and letters on every system, whatever its locales.
        ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
        ...(isDurable ? [] : ['--no-sync']),
      ],
      account,
    )
    if (code !== 0) throw serverFailure('The embedded database could not be made', printed, layout.data)
    await rename(partial, layout.data)
  } finally {
    await rm(passwordFile, { force: true })
    await rm(partial, { recursive: true, force: true })
  }
}

async function majorVersion(data: string): Promise<string | undefined> {
  try {
    return (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim()
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined
    throw error
  }
}
