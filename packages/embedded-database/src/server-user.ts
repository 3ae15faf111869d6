import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { EmbeddedDatabaseError } from './embedded-database-error.js'

/** The system user that the server runs as. */
export interface ServerUser {
  uid: number
  gid: number
  name: string
}

/**
 * Postgres refuses to run as root: then it runs as `postgres`, made if need be, else as `nobody`.
 * @returns undefined where this process's own user will do.
 */
export async function chooseServerUser(): Promise<ServerUser | undefined> {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return undefined
  const known = await findUser('postgres')
  if (known) return known
  await promisify(execFile)('useradd', [
    '--system',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'postgres',
  ]).catch(() => undefined)
  const user = (await findUser('postgres')) ?? (await findUser('nobody'))
  if (user) return user
  throw new EmbeddedDatabaseError(
    'Postgres refuses to run as root, and there is neither a user "postgres" nor "nobody": add one, or set DATABASE_URL.',
  )
}

async function findUser(name: string): Promise<ServerUser | undefined> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n')
  const fields = lines.map((line) => line.split(':')).find(([user]) => user === name)
  if (!fields) return undefined
  return { name, uid: Number(fields[2]), gid: Number(fields[3]) }
}
