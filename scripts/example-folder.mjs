import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { StepError } from './step.mjs'
import { root } from './workspace.mjs'

/** What an example makes by itself: not copied, and kept when the example is copied again. */
const made = new Set(['node_modules', 'generated', '.next', '.react-router', 'build', '.data-import', '.env'])

/** The examples, by the names of their folders. */
export function exampleNames() {
  return readdirSync(join(root, 'examples')).filter((name) => existsSync(join(root, 'examples', name, 'package.json')))
}

/**
 * Folder in which this checkout's examples are installed. Outside of the checkout: below it, an example would find what the
 * checkout has installed, and below a `node_modules`, tools would take its code for that of a dependency.
 */
export function examplesFolder() {
  const owner = process.getuid?.() ?? 'user'
  const checkout = createHash('sha256').update(root).digest('hex').slice(0, 12)
  const folder = join(tmpdir(), `data-import-examples-${owner}`, checkout)
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  if (process.getuid && statSync(folder).uid !== owner) throw new StepError(`${folder} belongs to somebody else.`)
  return folder
}

/** Copies an example to where it is installed. What it made there stays. @returns the folder */
export function copyExample(name) {
  const folder = join(examplesFolder(), name)
  mkdirSync(folder, { recursive: true })
  for (const each of readdirSync(folder)) {
    if (!made.has(each)) rmSync(join(folder, each), { recursive: true, force: true })
  }
  cpSync(join(root, 'examples', name), folder, { recursive: true, filter: (path) => !made.has(basename(path)) })
  return folder
}
