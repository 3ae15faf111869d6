import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../../child-process.mjs'
import { StepError } from '../../step.mjs'
import { installHost } from './managers.mjs'
import { runHost } from './run-host.mjs'
import { writeHost } from './write-host.mjs'

const resolutions = {
  nodenext: ['--module', 'nodenext', '--moduleResolution', 'nodenext'],
  bundler: ['--module', 'esnext', '--moduleResolution', 'bundler'],
}
const oneCompiler = [['typescript', 'nodenext']]
const allCompilers = [
  ['typescript', 'bundler'],
  ['typescript-native', 'nodenext'],
  ['typescript-native', 'bundler'],
]

/**
 * Makes the application in a folder of its own: installs the packages, generates its database client, compiles it, declarations
 * of libraries included, and imports a repository, with our command and with its own program.
 * @returns what is wrong, empty when nothing is.
 */
export async function checkHost(host, { folder, node, doors, versions, registry, repository }) {
  mkdirSync(folder)
  writeHost(folder, host, { doors, versions })
  const must = async (running, what) => {
    const { code, printed } = await running
    if (code !== 0) throw new StepError(`${printed}\n${what} failed\n`)
  }
  try {
    await must(installHost({ ...host, node, folder, registryUrl: registry.url }), 'The installation')
    const inHost = { cwd: folder, output: 'capture', env: prismaSettings(node) }
    await must(
      run(node, ['node_modules/prisma/build/index.js', 'generate', '--schema', 'schema'], inHost),
      'prisma generate',
    )
    const compile = (compiler, resolution, ...options) =>
      must(
        run(node, [`node_modules/${compiler}/bin/tsc`, '-p', '.', ...resolutions[resolution], ...options], inHost),
        `${compiler} with ${resolution}`,
      )
    if (host.compilers === 'all')
      for (const [compiler, resolution] of allCompilers) await compile(compiler, resolution, '--noEmit')
    for (const [compiler, resolution] of oneCompiler) await compile(compiler, resolution)
    return await runHost({ folder, node, repository, data: join(folder, '.data-import') })
  } catch (error) {
    if (error instanceof StepError) return error.message
    throw error
  }
}

/** Prisma would download engines that generating doesn't use, and wants an address that generating doesn't ask. */
function prismaSettings(node) {
  return {
    PRISMA_SCHEMA_ENGINE_BINARY: node,
    PRISMA_HIDE_UPDATE_MESSAGE: 'true',
    CHECKPOINT_DISABLE: '1',
    DATABASE_URL: 'postgresql://127.0.0.1/unused',
  }
}
