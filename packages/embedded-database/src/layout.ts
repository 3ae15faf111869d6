import { createHash } from 'node:crypto'
import { mkdir, readFile, realpath, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { EmbeddedDatabaseError } from './embedded-database-error.js'
import { systemErrorCode } from './file-errors.js'
import { mayEnter } from './may-enter.js'
import { chooseServerAccount, type ServerAccount } from './server-account.js'
import { openSystemDirectory } from './system-directory.js'
import { writeAtomically } from './write-atomically.js'

/** Where the pieces of one embedded database lie. */
export interface Layout {
  /** What the caller named: all but the cluster is here. */
  directory: string
  /** The cluster. */
  data: string
  log: string
  settings: string
  /** Present while the server is to stay up without users. */
  keep: string
  /** Names the folder of the cluster, where that is another. */
  location: string
}

/** The layout as it is; makes nothing. */
export async function findLayout(given: string): Promise<Layout> {
  const directory = await realpath(resolve(given)).catch(() => resolve(given))
  const location = join(directory, 'location')
  const home = (await readFile(location, 'utf8').catch(() => directory)).trim()
  return layoutOf(directory, home)
}

/**
 * Makes the folders, and chooses the account that can use them. Where that account may not enter the given folder,
 * which happens to root alone, the cluster goes to a folder of the system.
 */
export async function prepareLayout(
  given: string,
  onNotice: (notice: string) => void,
): Promise<{ layout: Layout; account: ServerAccount | undefined }> {
  await mkdir(given, { recursive: true })
  const found = await findLayout(given)
  const isMade = await exists(found.data)
  const account = await chooseServerAccount(isMade ? found.data : undefined, onNotice)
  await keepOutOfGit(found.directory)
  if (account === undefined || (isMade && found.data !== join(found.directory, 'data')))
    return { layout: found, account }
  if (await mayEnter(account, found.directory)) return { layout: found, account }
  if (isMade) {
    throw new EmbeddedDatabaseError(
      `The user ${account.name}, who owns ${found.data}, may not enter ${found.directory}: allow it with chmod, or run as that user.`,
    )
  }
  const name = createHash('sha256').update(found.directory).digest('hex').slice(0, 16)
  const home = await openSystemDirectory(name)
  await writeAtomically(found.location, `${home}\n`)
  const layout = layoutOf(found.directory, home)
  onNotice(
    `Postgres refuses to run as root, and the user ${account.name} may not enter ${found.directory}: the data is kept in ${layout.data}.`,
  )
  return { layout, account }
}

/** Deletes an embedded database, and the folders that hold nothing else. */
export async function removeLayout({ directory, data, log, settings, keep, location }: Layout): Promise<void> {
  const state = ['.gitignore', 'locks', 'users'].map((name) => join(directory, name))
  for (const path of [data, log, settings, keep, location, ...state]) await rm(path, { recursive: true, force: true })
  for (const folder of new Set([dirname(data), directory])) {
    await rmdir(folder).catch((error: unknown) => {
      if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(systemErrorCode(error) ?? '')) throw error
    })
  }
}

function layoutOf(directory: string, home: string): Layout {
  return {
    directory,
    data: join(home, 'data'),
    log: join(directory, 'server.log'),
    settings: join(directory, 'server.json'),
    keep: join(directory, 'keep'),
    location: join(directory, 'location'),
  }
}

/** The folder holds a password and usually lies in somebody's checkout. */
async function keepOutOfGit(directory: string): Promise<void> {
  const file = join(directory, '.gitignore')
  if (!(await exists(file))) await writeFile(file, '*\n')
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
