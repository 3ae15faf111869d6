import { access, rm, writeFile } from 'node:fs/promises'
import { lock } from 'proper-lockfile'
import { prepareBinaries } from './binaries.js'
import { ensureDatabase } from './ensure-database.js'
import { prepareLayout } from './layout.js'
import {
  createCluster,
  type Installation,
  isServerRunning,
  readSettings,
  type ServerSettings,
  startServer,
  stopServer,
} from './server.js'
import { chooseServerUser } from './server-user.js'
import { isInUse, registerUse } from './server-users.js'

/** Which embedded database, and how it is run. */
export interface EmbeddedDatabaseOptions {
  /** Folder that keeps it; made when missing. */
  directory: string
  /** False trades safety in a power failure for speed: for tests. Default: true. */
  isDurable?: boolean
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
 * A process that is killed leaves it running; the next one to close it stops it.
 *
 * @throws {EmbeddedDatabaseError}
 */
export async function openEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const installation = await install(options)
  const { layout } = installation
  const { settings, release } = await exclusively(installation, async () => {
    const started = await ensureRunning(installation, options.isDurable ?? true)
    return { settings: started, release: await registerUse(layout) }
  })
  return {
    connectionString: connectionStringOf(settings),
    close: () =>
      exclusively(installation, async () => {
        await release()
        if ((await isKept(installation)) || (await isInUse(layout))) return
        if (await isServerRunning(installation)) await stopServer(installation)
      }),
  }
}

/** Starts the server and keeps it up until {@link stopEmbeddedDatabase}. */
export async function startEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<{ connectionString: string }> {
  const installation = await install(options)
  return exclusively(installation, async () => {
    const settings = await ensureRunning(installation, options.isDurable ?? true)
    await writeFile(installation.layout.keep, '')
    return { connectionString: connectionStringOf(settings) }
  })
}

/** Stops the server, whoever uses it. @returns false when it wasn't running. */
export async function stopEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<boolean> {
  const installation = await install(options)
  return exclusively(installation, async () => {
    await rm(installation.layout.keep, { force: true })
    if (!(await isServerRunning(installation))) return false
    await stopServer(installation)
    return true
  })
}

export async function embeddedDatabaseStatus(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabaseStatus> {
  const installation = await install(options)
  const settings = await readSettings(installation.layout)
  return {
    isRunning: await isServerRunning(installation),
    isKept: await isKept(installation),
    data: installation.layout.data,
    ...(settings ? { connectionString: connectionStringOf(settings) } : {}),
  }
}

async function install({ directory, onNotice }: EmbeddedDatabaseOptions): Promise<Installation> {
  const user = await chooseServerUser()
  const layout = await prepareLayout(directory, user)
  if (layout.isMoved) {
    onNotice?.(
      `Postgres runs as the user ${user?.name}, who may not enter ${layout.directory}: its data is in ${layout.data}.`,
    )
  }
  return { user, layout, binaries: await prepareBinaries(user) }
}

async function ensureRunning(installation: Installation, isDurable: boolean): Promise<ServerSettings> {
  const settings = (await readSettings(installation.layout)) ?? (await createCluster(installation))
  if (await isServerRunning(installation)) return settings
  const started = await startServer(installation, settings, isDurable)
  await ensureDatabase(connectionStringOf(started))
  return started
}

/** One process at a time starts, stops or counts. */
async function exclusively<R>({ layout }: Installation, work: () => Promise<R>): Promise<R> {
  const unlock = await lock(layout.directory, {
    lockfilePath: `${layout.directory}/lock`,
    stale: 10_000,
    retries: { retries: 600, factor: 1, minTimeout: 100, maxTimeout: 200 },
  })
  try {
    return await work()
  } finally {
    await unlock()
  }
}

async function isKept({ layout }: Installation): Promise<boolean> {
  return access(layout.keep).then(
    () => true,
    () => false,
  )
}

function connectionStringOf({ port, password }: ServerSettings): string {
  return `postgresql://postgres:${password}@127.0.0.1:${port}/data_import`
}
