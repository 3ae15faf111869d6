import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { ConfigurationError, createRedactor } from '@data-import/core'
import { requireOwnFile } from './require-own-file.js'

const longestLoadMs = 30_000

/**
 * Imports a file: JavaScript by Node, TypeScript by jiti (Node 20 can't strip types).
 * @throws {ConfigurationError} with the reason, when it can't be found, read or run, or takes too long.
 */
export async function importFile(file: string, timeoutMs = longestLoadMs): Promise<unknown> {
  await requireOwnFile(file)
  try {
    if (/\.[cm]?ts$/.test(file)) return await within(timeoutMs, (await createJiti(file)).import(file))
    return await within(timeoutMs, import(pathToFileURL(file).href))
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
  const resolved = (await createJiti(parentURL.href)).esmResolve(name, { parentURL, try: true })
  if (!resolved) {
    throw new ConfigurationError(`The package ${name} is not installed in ${folder}. Run there: npm install ${name}`)
  }
  if (resolved.startsWith('file:')) await requireOwnFile(fileURLToPath(resolved))
  if (/\.[cm]?ts$/.test(resolved)) return importFile(fileURLToPath(resolved))
  try {
    return await within(longestLoadMs, import(resolved))
  } catch (error) {
    throw new ConfigurationError(`The package ${name} can't be loaded: ${messageOf(error)}`, { cause: error })
  }
}

/** Few folders have TypeScript to load, and jiti takes longer to load than most commands to run. */
async function createJiti(id: string) {
  const jiti = await import('jiti')
  return jiti.createJiti(id)
}

/** A module whose own `await` never ends would otherwise end the process without a word, when nothing else is left to do. */
async function within<R>(timeoutMs: number, loading: Promise<R>): Promise<R> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new Error(`it did not finish loading within ${timeoutMs / 1_000} s. What does it wait for at its top level?`),
        ),
      timeoutMs,
    )
  })
  try {
    return await Promise.race([loading, late])
  } finally {
    clearTimeout(timer)
  }
}

function messageOf(error: unknown): string {
  // It may have thrown anything, also what can't be made a text.
  return createRedactor([]).error(error).message
}
