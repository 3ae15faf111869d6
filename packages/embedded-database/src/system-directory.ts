import { chmod, mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { EmbeddedDatabaseError } from './embedded-database-error.js'
import { systemErrorCode } from './file-errors.js'

/**
 * A folder outside all homes, for what root keeps and the server's account must reach.
 *
 * @throws {EmbeddedDatabaseError} when none can be made, or somebody else made it: root runs programs from there.
 */
export async function openSystemDirectory(name: string): Promise<string> {
  for (const parent of ['/var/lib/data-import', '/var/tmp/data-import']) {
    try {
      await openOwnDirectory(parent)
      const directory = join(parent, name)
      await openOwnDirectory(directory)
      return directory
    } catch (error) {
      if (!['EROFS', 'EACCES', 'ENOENT'].includes(systemErrorCode(error) ?? '')) throw error
    }
  }
  throw new EmbeddedDatabaseError(
    'Neither /var/lib nor /var/tmp can be written, and the server can’t enter the folder that was given. ' +
      'Choose a folder that every user may enter, or set DATABASE_URL to a Postgres of yours.',
  )
}

async function openOwnDirectory(directory: string): Promise<void> {
  await mkdir(directory).catch((error: unknown) => {
    if (systemErrorCode(error) !== 'EEXIST') throw error
  })
  const { uid, mode } = await stat(directory)
  if (uid !== process.getuid?.() || (mode & 0o022) !== 0) {
    throw new EmbeddedDatabaseError(
      `${directory} belongs to another user, or others may write it: remove it, then run again.`,
    )
  }
  await chmod(directory, 0o755)
}
