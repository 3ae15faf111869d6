import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkHost } from './hosts/check-host.mjs'
import { expressHost } from './hosts/express.mjs'
import { nestHost } from './hosts/nest.mjs'
import { nextHost } from './hosts/next.mjs'
import { reactRouterHost } from './hosts/react-router.mjs'
import { refusedHosts } from './hosts/refused.mjs'
import { remixHost } from './hosts/remix.mjs'
import { drizzleHost, kyselyHost } from './hosts/without-prisma.mjs'
import { packPackages } from './pack-packages.mjs'
import { makeRepository } from './packages/hosts/make-repository.mjs'
import { prepare } from './prepare.mjs'
import { main, StepError, step } from './step.mjs'

/** Small ones first: `npm run test:hosts -- express` is the part that is fast. */
const hosts = {
  ...refusedHosts,
  express: expressHost,
  drizzle: drizzleHost,
  kysely: kyselyHost,
  nest10: nestHost(10),
  nest11: nestHost(11),
  remix: remixHost,
  'react-router': reactRouterHost,
  next: nextHost,
}

/**
 * Adds the import to applications of other frameworks, or to those that are named, as `init` prints it, and imports; the last
 * line is `N passed, N failed`.
 */
await main(async () => {
  const wanted = process.argv.slice(2)
  const unknown = wanted.filter((name) => !(name in hosts))
  if (unknown.length > 0) throw new StepError(`There is no host ${unknown[0]}: ${Object.keys(hosts).join(', ')}.`, 2)
  await prepare({ withTypes: true })
  const tarballs = await packPackages()
  const folder = mkdtempSync(join(tmpdir(), 'data-import-hosts-'))
  const repository = makeRepository(join(folder, 'repository'))
  const total = { passed: 0, failed: 0 }
  try {
    for (const [name, host] of Object.entries(hosts)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue
      try {
        await step(host.name, () => checkHost(host, { folder: join(folder, name), tarballs, repository }))
        total.passed += 1
      } catch (error) {
        if (!(error instanceof StepError)) throw error
        process.stdout.write(`${error.message}\n`)
        total.failed += 1
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
  return total.failed > 0 ? 1 : 0
})
