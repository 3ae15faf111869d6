import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkRelease } from './packages/check-release.mjs'
import { checkSizes, readBudgets } from './packages/check-sizes.mjs'
import { checkTarball } from './packages/check-tarball.mjs'
import { checkHosts } from './packages/hosts/check-hosts.mjs'
import { makeRepository } from './packages/hosts/make-repository.mjs'
import { startRegistry } from './packages/registry.mjs'
import { rehearseRelease } from './packages/rehearse-release.mjs'
import { stageRelease } from './packages/stage-release.mjs'
import { weighInstalled } from './packages/weigh-installed.mjs'
import { prepare } from './prepare.mjs'
import { main, step } from './step.mjs'
import { workThrough } from './work-through.mjs'
import { builtPackages } from './workspace.mjs'

/**
 * Releases the packages to a registry on this machine, checks what arrived there, and has applications install and use it;
 * `--all` for applications that are left out otherwise. The last line is `N passed, N failed`.
 */
await main(async () => {
  await prepare({ withTypes: true })
  const packages = builtPackages().filter(({ isPublic }) => isPublic)
  const folder = mkdtempSync(join(tmpdir(), 'data-import-packages-'))
  const registry = await startRegistry()
  const results = []
  const report = (title, problems) => {
    process.stdout.write(`${problems ? '✗' : '✓'} ${title}\n${problems}`)
    results.push(problems === '')
  }
  const lines = (problems) => problems.map((problem) => `${problem}\n`).join('')
  try {
    const stage = join(folder, 'stage')
    await step('Rehearse the release', async () => {
      await stageRelease(stage)
      await rehearseRelease(packages, stage, registry)
    })
    const { published } = registry
    report('the release', lines(checkRelease(packages, stage, published)))
    const sizes = {}
    for (const { folder: source, name } of packages) {
      const place = join(folder, name.replace('/', '-'))
      writeFileSync(`${place}.tgz`, published.get(name).tarball)
      const { unpackedBytes, problems } = await checkTarball({
        folder: source,
        tarball: `${place}.tgz`,
        unpackTo: place,
      })
      report(name, problems)
      sizes[name] = {
        packedKilobytes: published.get(name).tarball.length / 1000,
        unpackedKilobytes: unpackedBytes / 1000,
      }
    }
    await workThrough(packages, async ({ name }) => {
      const application = join(folder, `only-${name.replace('/', '-')}`)
      Object.assign(sizes[name], await weighInstalled(name, application, registry.url))
      rmSync(application, { recursive: true })
    })
    const manifests = [...published.values()].map(({ manifest }) => manifest)
    const surroundings = {
      doors: manifests.flatMap(doorsOf),
      versions: Object.fromEntries(manifests.map(({ name, version }) => [name, version])),
      registry,
      repository: makeRepository(join(folder, 'repository')),
    }
    const isThorough = process.argv.includes('--all')
    const hosts = await checkHosts(surroundings, { folder, isThorough, report })

    const { printed, problems } = checkSizes(sizes, readBudgets())
    report('sizes', lines(problems))
    process.stdout.write(`\n${printed}\n${hosts}\n`)
  } finally {
    registry.close()
    rmSync(folder, { recursive: true, force: true })
  }
  const failed = results.filter((isFine) => !isFine).length
  process.stdout.write(`${results.length - failed} passed, ${failed} failed\n`)
  return failed > 0 ? 1 : 0
})

/** What an application can import of a package. */
function doorsOf({ name, exports }) {
  const doors = Object.keys(exports).filter((door) => !/\.(json|prisma)$/.test(door))
  return doors.map((door) => name + door.slice(1))
}
