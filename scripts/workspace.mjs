import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The parsed JSON of a file, named from the root. */
export function readJson(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8'))
}

/** The packages that are built, each after those that it `uses`: its type declarations need theirs. */
export function builtPackages() {
  const packages = readdirSync(join(root, 'packages'))
    .map((folder) => `packages/${folder}`)
    .filter((folder) => existsSync(join(root, folder, 'tsup.config.ts')))
    .map((folder) => {
      const { name, private: isPrivate = false, dependencies, peerDependencies } = readJson(`${folder}/package.json`)
      return { folder, name, isPublic: !isPrivate, uses: Object.keys({ ...dependencies, ...peerDependencies }) }
    })
  const ordered = new Set()
  const add = (each) => {
    for (const other of usedBy(each, packages)) add(other)
    ordered.add(each)
  }
  for (const each of packages) add(each)
  return [...ordered]
}

/** Those of the packages that one of them uses. */
export function usedBy({ uses }, packages) {
  return packages.filter(({ name }) => uses.includes(name))
}
