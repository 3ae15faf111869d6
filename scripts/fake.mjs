import { join } from 'node:path'
import { runNode } from './child-process.mjs'
import { prepare } from './prepare.mjs'
import { main } from './step.mjs'
import { root } from './workspace.mjs'

/** A vendor's server on loopback to import from, until Ctrl-C: `npm run fake-gitlab -- --help` shows what it can serve. */
await main(async () => {
  await prepare()
  const [vendor, ...given] = process.argv.slice(2)
  const cwd = process.env.INIT_CWD ?? process.cwd()
  const { code } = await runNode(join(root, `packages/fake-${vendor}/dist/bin.js`), given, { cwd })
  return code
})
