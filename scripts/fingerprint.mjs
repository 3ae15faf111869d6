import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './workspace.mjs'

const generated = ['node_modules', 'dist']

/**
 * All files below the given files and folders, named from the root, in one order on every machine.
 * @param without folders of these names are left out: by default what is installed and what is built.
 */
export function filesBelow(paths, from = root, without = generated) {
  return paths.flatMap((path) => listed(path, from, without)).sort()
}

function listed(path, from, without) {
  const full = join(from, path)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [path]
  return readdirSync(full)
    .filter((name) => !without.includes(name))
    .flatMap((name) => listed(`${path}/${name}`, from, without))
}

/** Changes when a file below the paths is added, removed, renamed or edited; tests don't count. */
export function fingerprint(paths, from = root) {
  const hash = createHash('sha256')
  for (const file of filesBelow(paths, from)) {
    if (/\.test\.m?ts$/.test(file)) continue
    const content = readFileSync(join(from, file))
    hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}
