import { join } from 'node:path'
import { runNode } from './child-process.mjs'
import { prepare } from './prepare.mjs'
import { main } from './step.mjs'
import { root } from './workspace.mjs'

/** A GitLab on loopback to import from, until Ctrl-C: `npm run fake-gitlab -- --help` tells what it can serve. */
await main(async () => {
  await prepare()
  const cwd = process.env.INIT_CWD ?? process.cwd()
  const { code } = await runNode(join(root, 'packages/fake-gitlab/dist/bin.js'), process.argv.slice(2), { cwd })
  return code
})
