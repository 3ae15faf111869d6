import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runNpm } from './child-process.mjs'
import { examplesFolder } from './example-folder.mjs'
import { fingerprint } from './fingerprint.mjs'
import { StepError, step } from './step.mjs'
import { builtPackages, readJson } from './workspace.mjs'

/** Packs the public packages, unless that was done with these sources. @returns name to tarball */
export async function packPackages() {
  const packages = builtPackages().filter(({ isPublic }) => isPublic)
  const parent = join(examplesFolder(), 'tarballs')
  const folder = join(parent, fingerprint(['packages', 'prisma', 'tsup.shared.ts', 'pnpm-lock.yaml']).slice(0, 16))
  mkdirSync(parent, { recursive: true })
  if (!readdirSync(parent).includes(folder.slice(parent.length + 1))) {
    await step(`Pack ${packages.length} packages`, async () => {
      for (const older of readdirSync(parent)) rmSync(join(parent, older), { recursive: true })
      const unfinished = `${folder}-unfinished`
      mkdirSync(unfinished)
      await pack(packages, unfinished)
      renameSync(unfinished, folder)
    })
  }
  const tarballs = readdirSync(folder)
  return new Map(
    packages.map(({ name }) => [
      name,
      join(
        folder,
        tarballs.find((file) => isOf(file, name)),
      ),
    ]),
  )
}

/** All at once: starting pnpm takes longer than packing. */
async function pack(packages, destination) {
  const { packageManager } = readJson('package.json')
  const filters = packages.flatMap(({ name }) => ['--filter', name])
  const { code, printed } = await runNpm(
    ['exec', '--yes', '--', packageManager, '--recursive', ...filters, 'pack', '--pack-destination', destination],
    { output: 'capture' },
  )
  if (code !== 0) throw new StepError(`${printed}\nThe packages could not be packed; the reason is above.`)
}

/** `data-import-core-0.0.0.tgz` is of `@data-import/core`. */
function isOf(file, name) {
  return file.replace(/-\d+\.\d+\.\d+.*\.tgz$/, '') === name.slice(1).replace('/', '-')
}
