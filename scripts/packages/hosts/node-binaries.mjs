import { join } from 'node:path'
import { run, runNpm } from '../../child-process.mjs'

/** The oldest that `engines` allows, and the long-term releases after it. */
const versions = { 20: '20.19.0', 22: '22.23.3', 24: '24.21.0' }

/**
 * Gets the supported versions of Node from npm, which has them for some platforms; this one stands in for its own.
 * @returns major version to its `program`, or to the `problem` of getting it, without those that npm doesn't have for here.
 */
export async function nodeBinaries(folder) {
  const found = {}
  for (const [major, version] of Object.entries(versions)) {
    const answer = await nodeFromNpm(join(folder, major), version)
    if (answer) found[major] = answer
    else if (process.versions.node.startsWith(`${major}.`)) found[major] = { program: process.execPath }
  }
  return found
}

async function nodeFromNpm(folder, version) {
  const name = `node-${process.platform}-${process.arch}`
  const parameters = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund']
  const { code, printed } = await runNpm([...parameters, `${name}@${version}`], { output: 'capture' })
  if (code !== 0)
    return isAbsent(printed) ? undefined : { problem: `npm could not get ${name}@${version}:\n${printed}` }
  const program = join(folder, 'node_modules', name, 'bin/node')
  // The package may be there for a machine with another C library.
  const told = await run(program, ['--version'], { output: 'capture' }).catch(() => ({ code: 1 }))
  return told.code === 0 && told.stdout.trim() === `v${version}` ? { program } : undefined
}

/** Whether npm says that there is no such package for this machine: a download that failed is something else. */
export function isAbsent(printed) {
  return /npm error code (E404|ETARGET|EBADPLATFORM)\b/.test(printed)
}
