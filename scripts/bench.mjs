import { join } from 'node:path'
import { runNode } from './child-process.mjs'
import { prepare } from './prepare.mjs'
import { main } from './step.mjs'
import { root } from './workspace.mjs'

/** Prepares the checkout and runs the benchmarks with the given arguments. */
await main(async () => {
  await prepare()
  const tsx = join(root, 'node_modules/tsx/dist/cli.mjs')
  const { code } = await runNode(tsx, ['bench.ts', ...process.argv.slice(2)], { cwd: join(root, 'benchmarks') })
  return code
})
