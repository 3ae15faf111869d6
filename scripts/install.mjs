import { accessSync, constants, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { runNpm } from './child-process.mjs'
import { filesBelow, fingerprint } from './fingerprint.mjs'
import { isUpToDate, stamp } from './stamps.mjs'
import { StepError, step } from './step.mjs'
import { readJson, root } from './workspace.mjs'

/** Installs what the lock file says, with the pnpm of `packageManager`, unless that is what is installed. */
export async function install() {
  const wanted = fingerprint([
    'package.json',
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    ...filesBelow(['packages', 'prisma', 'benchmarks', 'site']).filter((file) => file.endsWith('/package.json')),
  ])
  if (existsSync(join(root, 'node_modules/.bin/data-import')) && isUpToDate('install', wanted)) return
  await step('Install dependencies', async () => {
    makeRoomForCommand()
    const { packageManager } = readJson('package.json')
    const { code, printed } = await runNpm(
      ['exec', '--yes', '--', packageManager, 'install', '--frozen-lockfile', '--ignore-scripts'],
      // CI: pnpm may replace an older node_modules without asking.
      { output: 'capture', env: { CI: 'true', ...writableCache() } },
    )
    if (code !== 0)
      throw new StepError(`${printed}\nThe dependencies could not be installed; the reason is above.`, code)
  })
  stamp('install', wanted)
}

/** pnpm makes `npx data-import` work only where the built file is there already: until then, this one is. */
function makeRoomForCommand() {
  const command = join(root, 'packages/cli/dist/bin.js')
  if (existsSync(command)) return
  mkdirSync(dirname(command), { recursive: true })
  writeFileSync(command, "#!/usr/bin/env node\nconsole.error('Not built yet: npm run build')\nprocess.exitCode = 2\n")
}

/** npm keeps pnpm in its cache. Where that can't be written (another user's, a read-only disk), another is used. */
function writableCache() {
  const cache = process.env.npm_config_cache ?? join(homedir(), '.npm')
  try {
    mkdirSync(cache, { recursive: true })
    accessSync(cache, constants.W_OK)
    return {}
  } catch {
    return { npm_config_cache: join(tmpdir(), `data-import-npm-cache-${process.getuid?.() ?? 'user'}`) }
  }
}
