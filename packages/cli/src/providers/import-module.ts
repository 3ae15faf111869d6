import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ConfigurationError } from '@data-import/core'
import { createJiti } from 'jiti'

/**
 * Imports a file: JavaScript by Node, TypeScript by jiti (Node 20 can't strip types).
 * @throws {ConfigurationError} with the reason, when it can't be found, read or run.
 */
export async function importFile(file: string): Promise<unknown> {
  try {
    if (/\.[cm]?ts$/.test(file)) return await createJiti(file).import(file)
    return await import(pathToFileURL(file).href)
  } catch (error) {
    throw new ConfigurationError(`${file} can't be loaded: ${messageOf(error)}`, { cause: error })
  }
}

/**
 * Imports a package as a module of the folder would: from its `node_modules`, or by a relative path.
 * @throws {ConfigurationError} when it isn't installed there, or can't be run.
 */
export async function importPackage(name: string, folder: string): Promise<unknown> {
  const parentURL = pathToFileURL(join(folder, 'index.js'))
  const resolved = createJiti(parentURL.href).esmResolve(name, { parentURL, try: true })
  if (!resolved) {
    throw new ConfigurationError(`The package ${name} is not installed in ${folder}. Run there: npm install ${name}`)
  }
  if (/\.[cm]?ts$/.test(resolved)) return importFile(new URL(resolved).pathname)
  try {
    return await import(resolved)
  } catch (error) {
    throw new ConfigurationError(`The package ${name} can't be loaded: ${messageOf(error)}`, { cause: error })
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
