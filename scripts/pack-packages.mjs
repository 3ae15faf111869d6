import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { examplesFolder } from './example-folder.mjs'
import { fingerprint } from './fingerprint.mjs'
import { packPackage } from './pack-package.mjs'
import { step } from './step.mjs'
import { builtPackages } from './workspace.mjs'

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
      for (const each of packages) await packPackage(each, unfinished)
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

/** `data-import-core-0.0.0.tgz` is of `@data-import/core`. */
function isOf(file, name) {
  return file.replace(/-\d+\.\d+\.\d+.*\.tgz$/, '') === name.slice(1).replace('/', '-')
}
