import { access, rm, writeFile } from 'node:fs/promises'
import { prepareBinaries } from './binaries.js'
import { ensureCluster } from './create-cluster.js'
import { EmbeddedDatabaseError } from './embedded-database-error.js'
import { ensureDatabase } from './ensure-database.js'
import { folderError } from './file-errors.js'
import { findServer, settledServer } from './find-server.js'
import type { Installation } from './installation.js'
import { findLayout, type Layout, prepareLayout, removeLayout } from './layout.js'
import { registrationsIn } from './registrations.js'
import { connectionStringOf, createSettings, readSettings } from './server-settings.js'
import { type ServerTraits, startServer } from './start-server.js'
import { stopServer } from './stop-server.js'
import { withFolderLock } from './with-folder-lock.js'

/** Which embedded database, and how it is run. */
export interface EmbeddedDatabaseOptions {
  /** Folder that keeps it; made when missing. */
  directory: string
  /** False trades safety in a power failure for speed: for tests. Default: true. */
  isDurable?: boolean
  /** Connections that the server takes at once, from 10 to 10,000. Ignored where the server runs already. Default: 200. */
  maximumConnections?: number
  /** Told what the user should know: where the data went when it can't be in the folder. */
  onNotice?: (notice: string) => void
}

/** A running server that this process uses. */
export interface EmbeddedDatabase {
  /** For the database `data_import`, as the superuser `postgres`. Holds the password. */
  connectionString: string
  /** Stops the server, unless another process uses it or it is kept up. */
  close(): Promise<void>
}

/** How an embedded database stands. */
export interface EmbeddedDatabaseStatus {
  isRunning: boolean
  /** Kept up by {@link startEmbeddedDatabase}. */
  isKept: boolean
  /** Where the cluster lies. */
  data: string
  /** Absent before the first start. */
  connectionString?: string
}

/**
 * Uses the server of a folder: makes it when missing, starts it when down, shares it with other processes.
 * The last process to close it stops it. One that is killed leaves it running, for the next one to use and to stop.
 *
 * @example
 * ```ts
 * import { openEmbeddedDatabase } from '@data-import/embedded-database'
 * import { PrismaPg } from '@prisma/adapter-pg'
 * import { PrismaClient } from './generated/client.js'
 *
 * const database = await openEmbeddedDatabase({ directory: '.data-import' })
 * const db = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.connectionString }) })
 * try {
 *   console.log(await db.$queryRaw`select version()`)
 * } finally {
 *   await db.$disconnect()
 *   await database.close()
 * }
 * ```
 *
 * @throws {EmbeddedDatabaseError}
 */
export async function openEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const traits = traitsOf(options)
  return explaining(options, async () => {
    const installation = await install(options)
    const { layout } = installation
    const registrations = registrationsIn(layout.directory)
    const { connectionString, registration } = await withFolderLock(layout.directory, async () => ({
      connectionString: await ensureRunning(installation, traits),
      registration: await registrations.add(),
    }))
    const close = () =>
      withFolderLock(layout.directory, async () => {
        await registration.remove()
        const isUsed = (await registrations.list()).length > 0
        if (!isUsed && !(await isKept(layout))) await stopServer(installation)
      })
    return { connectionString, close }
  })
}

/** Starts the server and keeps it up until {@link stopEmbeddedDatabase}. @throws {EmbeddedDatabaseError} */
export async function startEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<{ connectionString: string }> {
  const traits = traitsOf(options)
  return explaining(options, async () => {
    const installation = await install(options)
    return withFolderLock(installation.layout.directory, async () => {
      const connectionString = await ensureRunning(installation, traits)
      await writeFile(installation.layout.keep, '')
      return { connectionString }
    })
  })
}

/** Stops the server, whoever uses it. @returns false when it wasn't running. @throws {EmbeddedDatabaseError} */
export async function stopEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<boolean> {
  return explaining(options, async () => {
    const { directory, data } = await findLayout(options.directory)
    if (!(await isThere(data))) return false
    const installation = await install(options)
    return withFolderLock(directory, async () => {
      await rm(installation.layout.keep, { force: true })
      const wasRunning = (await findServer(data)) !== undefined
      await stopServer(installation)
      return wasRunning
    })
  })
}

/**
 * Stops the server and deletes the data. What else lies in the folder is left.
 *
 * @throws {EmbeddedDatabaseError}
 */
export async function removeEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<void> {
  return explaining(options, async () => {
    await stopEmbeddedDatabase(options)
    await removeLayout(await findLayout(options.directory))
  })
}

/** Looks, and changes nothing. @throws {EmbeddedDatabaseError} */
export async function embeddedDatabaseStatus(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabaseStatus> {
  return explaining(options, async () => {
    const layout = await findLayout(options.directory)
    const settings = await readSettings(layout)
    return {
      isRunning: (await findServer(layout.data)) !== undefined,
      isKept: await isKept(layout),
      data: layout.data,
      ...(settings ? { connectionString: connectionStringOf(settings) } : {}),
    }
  })
}

async function install({ directory, onNotice = () => undefined }: EmbeddedDatabaseOptions): Promise<Installation> {
  const { layout, account } = await prepareLayout(directory, onNotice)
  return { layout, account, binaries: await prepareBinaries(account) }
}

function traitsOf({ isDurable = true, maximumConnections = 200 }: EmbeddedDatabaseOptions): ServerTraits {
  if (!(Number.isInteger(maximumConnections) && maximumConnections >= 10 && maximumConnections <= 10_000)) {
    throw new EmbeddedDatabaseError(
      `maximumConnections must be a whole number from 10 to 10000, not ${String(maximumConnections)}.`,
    )
  }
  return { isDurable, maximumConnections }
}

async function ensureRunning(installation: Installation, traits: ServerTraits): Promise<string> {
  const { layout } = installation
  const known = await readSettings(layout)
  if (!known && (await isThere(layout.data))) {
    throw new EmbeddedDatabaseError(
      `${layout.settings} is missing. It holds the password of the database in ${layout.data}: restore it, or remove both to start over.`,
    )
  }
  // Kept before the cluster is made, so that no cluster is without its password.
  let settings = known ?? (await createSettings(layout))
  if (!(await settledServer(layout.data))) {
    await ensureCluster(installation, settings.password, traits.isDurable)
    settings = await startServer(installation, settings, traits)
  }
  const connectionString = connectionStringOf(settings)
  await ensureDatabase(connectionString)
  return connectionString
}

async function explaining<R>({ directory }: EmbeddedDatabaseOptions, work: () => Promise<R>): Promise<R> {
  try {
    return await work()
  } catch (error) {
    throw folderError(error, directory)
  }
}

function isKept({ keep }: Layout): Promise<boolean> {
  return isThere(keep)
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
