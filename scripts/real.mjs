import { join } from 'node:path'
import { runNode } from './child-process.mjs'
import { prepare } from './prepare.mjs'
import { main } from './step.mjs'
import { root } from './workspace.mjs'

/** Imports from real servers of vendors and compares with their own tables. What can't be had here is skipped, with the reason. */
await main(async () => {
  await prepare()
  const args = ['run', '--config', 'vitest.real.config.ts', ...process.argv.slice(2)]
  const { code } = await runNode(join(root, 'node_modules/vitest/vitest.mjs'), args)
  return code
})
