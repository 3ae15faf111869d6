import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readJson, root } from './workspace.mjs'

/** Whose versions belong together, or whose newest ones are no releases: a host gets those that were tried. */
const pinned = /^@prisma\//

it('what is published takes any compatible version of what it depends on, so that a host can share and patch it', () => {
  for (const folder of readdirSync(join(root, 'packages'))) {
    const { name, private: isPrivate, dependencies = {} } = readJson(`packages/${folder}/package.json`)
    if (isPrivate) continue
    for (const [dependency, range] of Object.entries<string>(dependencies)) {
      if (!pinned.test(dependency)) expect(range, `${name}: ${dependency}`).toMatch(/^(\^\d|workspace:)/)
    }
  }
})
