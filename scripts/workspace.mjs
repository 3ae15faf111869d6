import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The parsed JSON of a file, named from the root. */
export function readJson(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8'))
}

/** The packages that are built, each after those that it uses: its type declarations need theirs. */
export function builtPackages() {
  const packages = readdirSync(join(root, 'packages'))
    .map((folder) => `packages/${folder}`)
    .filter((folder) => existsSync(join(root, folder, 'tsup.config.ts')))
    .map((folder) => ({ folder, manifest: readJson(`${folder}/package.json`) }))
  const ordered = new Set()
  const add = (each) => {
    const { dependencies, peerDependencies } = each.manifest
    const used = Object.keys({ ...dependencies, ...peerDependencies })
    for (const other of packages) if (used.includes(other.manifest.name)) add(other)
    ordered.add(each)
  }
  for (const each of packages) add(each)
  return [...ordered].map(({ folder, manifest: { name, private: isPrivate = false } }) => ({
    folder,
    name,
    isPublic: !isPrivate,
  }))
}
