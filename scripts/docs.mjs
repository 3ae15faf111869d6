import { join } from 'node:path'
import { runNode } from './child-process.mjs'
import { generate } from './generate.mjs'
import { install } from './install.mjs'
import { main } from './step.mjs'
import { root } from './workspace.mjs'

/**
 * Builds the documentation as a site into site/dist: `--serve` then serves it on loopback, `--generate` writes only the
 * documents in docs/ that are made from the code.
 */
await main(async () => {
  await install()
  await generate()
  const tsx = join(root, 'node_modules/tsx/dist/cli.mjs')
  const { code } = await runNode(tsx, ['site/src/build.ts', ...process.argv.slice(2)])
  return code
})
