import { existsSync, readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { ConfigurationError } from '@data-import/core'

/** Where a new schema goes, relative to the application's folder. */
export const newSchemaFolder = 'prisma/schema'

/** Looked through at most, so that a folder of everything is no long search. */
const maximumFolders = 5_000
const isSearched = (name: string) => !/^(\..*|node_modules|dist|build|out|coverage)$/.test(name)

/**
 * A second Prisma schema on one database has Prisma take the first one's tables for drift, which it offers to drop.
 * @throws {ConfigurationError} where the repository has a Prisma schema, or a package that uses Prisma, elsewhere.
 */
export async function refuseOtherSchema(folder: string): Promise<void> {
  const { schemas, packages } = await search(folder, repositoryOf(folder))
  const inside = schemas.find((path) => packageOf(folder, path) === '')
  const own = `For a database that no other Prisma schema is for: --prisma ${newSchemaFolder}`
  if (inside !== undefined) {
    throw new ConfigurationError(
      `The Prisma schema ${inside} is not where Prisma looks for one. Nothing was written. Name it: --prisma ${inside}. ${own}`,
    )
  }
  const [schema] = schemas
  const user = schema === undefined ? packages[0] : packageOf(folder, schema)
  if (user === undefined) return
  const found = schema === undefined ? `${user} uses Prisma` : `there is ${schema}`
  throw new ConfigurationError(
    `There is no Prisma schema here, but ${found}. Nothing was written. Run init there: cd ${user}. ${own}`,
  )
}

/** The folder around that holds everything that belongs together; the application's own where nothing says so. */
function repositoryOf(folder: string): string {
  const around = folderAndParents(folder)
  const isWorkspace = (each: string) =>
    existsSync(join(each, 'pnpm-workspace.yaml')) || 'workspaces' in manifestIn(each)
  return around.find((each) => existsSync(join(each, '.git'))) ?? around.find(isWorkspace) ?? folder
}

/** Paths relative to the application's folder. */
async function search(folder: string, root: string): Promise<{ schemas: string[]; packages: string[] }> {
  const schemas: string[] = []
  const packages: string[] = []
  // Adding to a list while it is walked extends the walk.
  const folders = [root]
  for (const each of folders) {
    const entries = await readdir(each, { withFileTypes: true }).catch(() => [])
    const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.prisma')).map(({ name }) => name)
    const path = relative(folder, each)
    const main = files.find((name) => /^\s*datasource\s/m.test(read(join(each, name))))
    if (main !== undefined) schemas.push(files.length > 1 ? path || '.' : join(path, main))
    const { dependencies, devDependencies } = manifestIn(each)
    if (path !== '' && 'prisma' in { ...dependencies, ...devDependencies }) packages.push(path)
    const inner = entries.filter((entry) => entry.isDirectory() && isSearched(entry.name))
    folders.push(...inner.map(({ name }) => join(each, name)).slice(0, maximumFolders - folders.length))
  }
  return { schemas, packages }
}

/** The package that a path belongs to. */
function packageOf(folder: string, path: string): string {
  const around = folderAndParents(join(folder, path))
  const found = around.find((each) => existsSync(join(each, 'package.json')))
  return found === undefined ? dirname(path) : relative(folder, found)
}

function folderAndParents(folder: string): string[] {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [folder, ...folderAndParents(parent)]
}

function manifestIn(folder: string): { dependencies?: object; devDependencies?: object } {
  try {
    return { ...JSON.parse(read(join(folder, 'package.json'))) }
  } catch {
    return {}
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
