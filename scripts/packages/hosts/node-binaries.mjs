import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { run, runNpm } from '../../child-process.mjs'

/** The oldest that `engines` allows, and the long-term releases after it. */
const versions = { 20: '20.19.0', 22: '22.23.3', 24: '24.21.0' }

/**
 * Gets the supported versions of Node from npm, which has them for some platforms; this one stands in for its own.
 * @returns major version to the program, without those that can't be had here.
 */
export async function nodeBinaries(folder) {
  const found = {}
  for (const [major, version] of Object.entries(versions)) {
    const program = await nodeFromNpm(join(folder, major), version)
    if (program) found[major] = program
    else if (process.versions.node.startsWith(`${major}.`)) found[major] = process.execPath
  }
  return found
}

async function nodeFromNpm(folder, version) {
  const name = `node-${process.platform}-${process.arch}`
  const parameters = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund']
  await runNpm([...parameters, `${name}@${version}`], { output: 'capture' })
  const program = join(folder, 'node_modules', name, 'bin/node')
  if (!existsSync(program)) return undefined
  // The package may be there for a machine with another C library.
  const { code, stdout } = await run(program, ['--version'], { output: 'capture' }).catch(() => ({ code: 1 }))
  return code === 0 && stdout.trim() === `v${version}` ? program : undefined
}
