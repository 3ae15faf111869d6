import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runNpm } from '../child-process.mjs'
import { StepError } from '../step.mjs'

/**
 * Installs one of our packages into an application that has nothing else, as npm does it on this platform.
 * @param folder where the application is made.
 * @param registryUrl where our packages are published; all others come from npm's usual one.
 * @returns what is in `node_modules` then: `installedPackages`, with the package itself, and `installedMegabytes` of files.
 */
export async function weighInstalled(name, folder, registryUrl) {
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  writeFileSync(join(folder, '.npmrc'), `@data-import:registry=${registryUrl}\n`)
  const parameters = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', name]
  const { code, printed } = await runNpm(parameters, { cwd: folder, output: 'capture' })
  if (code !== 0) throw new StepError(`${printed}\n${name} could not be installed; the reason is above.`)
  return weighModules(join(folder, 'node_modules'))
}

/** @param folder a `node_modules` that npm made, with the list that npm keeps in it. */
export function weighModules(folder) {
  const { packages } = JSON.parse(readFileSync(join(folder, '.package-lock.json'), 'utf8'))
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && entry.name !== '.package-lock.json')
  const bytes = files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
  return { installedPackages: Object.keys(packages).length, installedMegabytes: bytes / 1e6 }
}
