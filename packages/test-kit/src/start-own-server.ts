import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  embeddedDatabaseStatus,
  removeEmbeddedDatabase,
  startEmbeddedDatabase,
  stopEmbeddedDatabase,
} from '@data-import/embedded-database'
import { applyMigrations } from '@data-import/reference-database'

/** A server that a test may break: nobody else uses it. */
export interface OwnServer {
  url: string
  /** Stops it as an administrator does, and starts it again at the same address. */
  restart(): Promise<void>
  /** Kills it, and starts it again: it recovers from its log. */
  crash(): Promise<void>
  remove(): Promise<void>
}

/** @param options.parent where its folder is made */
export async function startOwnServer(
  options: { parent?: string; maximumConnections?: number } = {},
): Promise<OwnServer> {
  const { parent = tmpdir(), maximumConnections = 200 } = options
  const folder = await mkdtemp(join(parent, 'data-import-server-'))
  // The account that the server runs as when the tests run as root has to enter it.
  await chmod(folder, 0o755)
  const directory = join(folder, 'postgres')
  const start = () => startEmbeddedDatabase({ directory, isDurable: true, maximumConnections })
  const { connectionString } = await start()
  await applyMigrations(connectionString)
  return {
    url: connectionString,
    async restart() {
      await stopEmbeddedDatabase({ directory })
      await start()
    },
    async crash() {
      const { data } = await embeddedDatabaseStatus({ directory })
      const pid = Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[0])
      process.kill(pid, 'SIGQUIT')
      while ((await embeddedDatabaseStatus({ directory })).isRunning) await sleep(10)
      await start()
    },
    async remove() {
      await removeEmbeddedDatabase({ directory })
      await rm(folder, { recursive: true, force: true })
    },
  }
}
