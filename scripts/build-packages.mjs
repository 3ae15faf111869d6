import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runNode } from './child-process.mjs'
import { fingerprint } from './fingerprint.mjs'
import { isUpToDate, stamp } from './stamps.mjs'
import { StepError, step } from './step.mjs'
import { workThrough } from './work-through.mjs'
import { builtPackages, root, usedBy } from './workspace.mjs'

const tsup = join(root, 'node_modules/tsup/dist/cli-default.js')

/** Builds every package, unless that was done with these sources. Type declarations take most of the time. */
export async function buildPackages({ withTypes }) {
  const packages = builtPackages()
  const sources = fingerprint([
    'packages',
    'prisma/src',
    'prisma/schema',
    'prisma/migrations',
    'pnpm-lock.yaml',
    'tsconfig.json',
    'tsup.shared.ts',
  ])
  const isBuilt = packages.every(({ folder }) => existsSync(join(root, folder, 'dist')))
  const isTyped = isUpToDate('build', `${sources} with types`)
  if (isBuilt && (isTyped || (!withTypes && isUpToDate('build', sources)))) return
  await step(`Build ${packages.length} packages`, async () => {
    stamp('build', undefined)
    await workThrough(packages, (each) => buildPackage(each, withTypes), { needs: (each) => usedBy(each, packages) })
  })
  stamp('build', withTypes ? `${sources} with types` : sources)
}

async function buildPackage({ folder, name }, withTypes) {
  const { code, printed } = await runNode(tsup, [], {
    cwd: join(root, folder),
    output: 'capture',
    env: { DATA_IMPORT_BUILD_TYPES: String(withTypes) },
  })
  if (code !== 0) throw new StepError(`${printed}\n${name} could not be built; the reason is above.`, code)
}
