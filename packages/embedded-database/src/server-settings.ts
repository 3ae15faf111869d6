import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { EmbeddedDatabaseError } from './embedded-database-error.js'
import { systemErrorCode } from './file-errors.js'
import { freePort } from './free-port.js'
import type { Layout } from './layout.js'
import { writeAtomically } from './write-atomically.js'

/** How to reach the server. The password is made once; the port changes when another program has taken it. */
export interface ServerSettings {
  port: number
  password: string
}

/** The settings of an embedded database; undefined before its first start. */
export async function readSettings({ settings }: Layout): Promise<ServerSettings | undefined> {
  try {
    return JSON.parse(await readFile(settings, 'utf8')) as ServerSettings
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined
    if (error instanceof SyntaxError) {
      throw new EmbeddedDatabaseError(
        `${settings} is damaged. It holds the password of the database: restore it, or remove its folder to start over.`,
      )
    }
    throw error
  }
}

/** Chooses a port and a password, and keeps them. */
export async function createSettings(layout: Layout): Promise<ServerSettings> {
  const settings = { port: await freePort(), password: randomBytes(18).toString('base64url') }
  await writeSettings(layout, settings)
  return settings
}

/** Keeps settings where only the owner can read them. */
export function writeSettings(layout: Layout, settings: ServerSettings): Promise<void> {
  return writeAtomically(layout.settings, `${JSON.stringify(settings)}\n`, 0o600)
}

/** Holds the password. */
export function connectionStringOf({ port, password }: ServerSettings): string {
  return `postgresql://postgres:${password}@127.0.0.1:${port}/data_import`
}
