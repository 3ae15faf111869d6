import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkInstallation } from './check-installation.mjs'
import { checkTarball } from './check-tarball.mjs'
import { packPackage } from './pack-package.mjs'
import { prepare } from './prepare.mjs'
import { main } from './step.mjs'
import { builtPackages } from './workspace.mjs'

/** Checks the public packages as they would be published; the last line is `N passed, N failed`. */
await main(async () => {
  await prepare({ withTypes: true })
  const packages = builtPackages().filter(({ isPublic }) => isPublic)
  const folder = mkdtempSync(join(tmpdir(), 'data-import-packages-'))
  const results = []
  const report = (title, problems) => {
    process.stdout.write(`${problems ? '✗' : '✓'} ${title}\n${problems}`)
    results.push(problems === '')
  }
  try {
    const tarballs = []
    for (const each of packages) tarballs.push(await packPackage(each, folder))
    for (const [index, { name }] of packages.entries()) report(name, await checkTarball(tarballs[index]))
    report('installed in an empty project', await checkInstallation(packages, tarballs, join(folder, 'host')))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const failed = results.filter((isFine) => !isFine).length
  process.stdout.write(`${results.length - failed} passed, ${failed} failed\n`)
  return failed > 0 ? 1 : 0
})
