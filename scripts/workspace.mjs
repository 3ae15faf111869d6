import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The parsed JSON of a file, named from the root. */
export function readJson(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8'))
}

/** The packages that are built: folder, name and whether they are published. */
export function builtPackages() {
  return readdirSync(join(root, 'packages'))
    .map((folder) => `packages/${folder}`)
    .filter((folder) => existsSync(join(root, folder, 'tsup.config.ts')))
    .map((folder) => {
      const { name, private: isPrivate = false } = readJson(`${folder}/package.json`)
      return { folder, name, isPublic: !isPrivate }
    })
}
