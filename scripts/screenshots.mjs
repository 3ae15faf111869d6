import { join } from 'node:path'
import { runNode } from './child-process.mjs'
import { generate } from './generate.mjs'
import { install } from './install.mjs'
import { main } from './step.mjs'
import { root } from './workspace.mjs'

/**
 * Takes the pictures of the dashboard for the documentation into docs/images: what somebody sees who has imported the organization of
 * examples/acme. Needs a Chromium; CHROMIUM_PATH says where, if it isn't in its usual place.
 */
await main(async () => {
  await install()
  await generate()
  const tsx = join(root, 'node_modules/tsx/dist/cli.mjs')
  const parameters = ['--tsconfig', 'tsconfig.json', 'scripts/screenshots/take-screenshots.ts']
  const { code } = await runNode(tsx, parameters, { cwd: root })
  return code
})
