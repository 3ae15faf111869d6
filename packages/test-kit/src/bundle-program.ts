import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { inject } from 'vitest'
import './provided.js'

const tsconfig = fileURLToPath(new URL('../../../tsconfig.json', import.meta.url))

/**
 * Makes one JavaScript file of a program of ours, so that a process that runs it starts in a third of the time that loading
 * its sources one by one takes. Packages from `node_modules` are left outside.
 *
 * @returns its path; it is deleted after the tests.
 */
export async function bundleProgram(source: URL): Promise<string> {
  const path = fileURLToPath(source)
  // Files of tests that run side by side, each in a process, make one each.
  const name = createHash('sha256').update(`${process.pid} ${path}`).digest('hex').slice(0, 16)
  const outfile = join(inject('programFolder'), `${name}.mjs`)
  await build({
    ...{ entryPoints: [path], outfile, tsconfig, bundle: true, plugins: [outsidePackages] },
    ...{ format: 'esm', platform: 'node', target: 'node20', logLevel: 'silent' },
  })
  return outfile
}

/** As {@link bundleProgram}, made when it is first asked for. */
export function createProgram(source: URL): () => Promise<string> {
  let bundle: Promise<string> | undefined
  return () => {
    bundle ??= bundleProgram(source)
    return bundle
  }
}

/** Names what comes from `node_modules` by its place, for the bundle is somewhere else. */
const outsidePackages: Plugin = {
  name: 'outside packages',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === outsidePackages || kind === 'entry-point') return undefined
      const found = await resolve(path, { importer, resolveDir, kind, pluginData: outsidePackages })
      if (found.errors.length > 0 || !found.path.includes('/node_modules/')) return found
      return { path: pathToFileURL(found.path).href, external: true }
    })
  },
}
