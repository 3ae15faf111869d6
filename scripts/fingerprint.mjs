import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './workspace.mjs'

const ignored = new Set(['node_modules', 'dist'])

/** All files below the given files and folders, named from the root, in one order on every machine. */
export function filesBelow(paths, from = root) {
  return paths.flatMap((path) => listed(path, from)).sort()
}

function listed(path, from) {
  const full = join(from, path)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [path]
  return readdirSync(full)
    .filter((name) => !ignored.has(name))
    .flatMap((name) => listed(`${path}/${name}`, from))
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
