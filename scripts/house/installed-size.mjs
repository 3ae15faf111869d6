import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * What comes with a package as it is installed here: its dependencies and theirs, optional ones that are there included.
 * @param folder of the package.
 * @returns how many packages, and the bytes of their files.
 */
export function installedSize(folder) {
  const sizes = new Map()
  const add = (place) => {
    const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'))
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const found = find(name, place)
      if (found === undefined || sizes.has(found)) continue
      sizes.set(found, bytesBelow(found))
      add(found)
    }
  }
  add(folder)
  return { packages: sizes.size, bytes: [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0) }
}

/** As Node does: in the folder's own node_modules, else in those around it. */
function find(name, from) {
  for (let around = from; ; around = dirname(around)) {
    const candidate = join(around, 'node_modules', name)
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate)
    if (around === dirname(around)) return undefined
  }
}

/** Without links and what is installed below: a package of the workspace counts with what was built of it. */
function bytesBelow(folder) {
  return readdirSync(folder).reduce((sum, name) => {
    if (name === 'node_modules') return sum
    const found = lstatSync(join(folder, name))
    if (found.isSymbolicLink()) return sum
    return sum + (found.isDirectory() ? bytesBelow(join(folder, name)) : found.size)
  }, 0)
}
