import { createHash } from 'node:crypto'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { systemDirectory } from './binaries.js'
import { EmbeddedDatabaseError } from './embedded-database-error.js'
import { isReachableBy } from './reachable.js'
import type { ServerUser } from './server-user.js'

/** Where the pieces of one embedded database lie. */
export interface Layout {
  /** What the caller named: settings, and files of the processes that use the server. */
  directory: string
  /** The cluster. */
  data: string
  log: string
  settings: string
  users: string
  /** Present while the server is to stay up without users. */
  keep: string
  /** True when the cluster lies elsewhere, because the server's user can't enter the directory. */
  isMoved: boolean
}

export async function prepareLayout(given: string, user: ServerUser | undefined): Promise<Layout> {
  const directory = resolve(given)
  try {
    await mkdir(directory, { recursive: true })
  } catch (error) {
    throw new EmbeddedDatabaseError(`The folder ${directory} can't be made: name another one, or set DATABASE_URL.`, {
      cause: error,
    })
  }
  const isMoved = user !== undefined && !(await isReachableBy(user, directory))
  const home = isMoved
    ? join(systemDirectory, createHash('sha256').update(directory).digest('hex').slice(0, 16))
    : directory
  if (isMoved) {
    await mkdir(home, { recursive: true })
    await chmod(dirname(home), 0o755)
    await writeFile(join(directory, 'LOCATION'), `${home}\n`)
  }
  return {
    directory,
    data: join(home, 'data'),
    log: join(home, 'server.log'),
    settings: join(directory, 'server.json'),
    users: join(directory, 'users'),
    keep: join(directory, 'keep'),
    isMoved,
  }
}
