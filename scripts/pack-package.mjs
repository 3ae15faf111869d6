import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { runNpm } from './child-process.mjs'
import { StepError } from './step.mjs'
import { readJson, root } from './workspace.mjs'

/** Packs a built package as it would be published. @returns the tarball, the only file of its kind in the folder. */
export async function packPackage({ folder, name }, destination) {
  const before = readdirSync(destination)
  const { packageManager } = readJson('package.json')
  const { code, printed } = await runNpm(
    ['exec', '--yes', '--', packageManager, 'pack', '--pack-destination', destination],
    { cwd: join(root, folder), output: 'capture' },
  )
  if (code !== 0) throw new StepError(`${printed}\n${name} could not be packed; the reason is above.`)
  return join(
    destination,
    readdirSync(destination).find((file) => !before.includes(file)),
  )
}
