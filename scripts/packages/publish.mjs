import { runNode, runNpm } from '../child-process.mjs'
import { readJson } from '../workspace.mjs'

/** Within the checkout that is versioned or published. */
export const changesets = 'node_modules/@changesets/cli/bin.js'

/**
 * Publishes each public package of a built checkout whose version its registry lacks, and tags the commit. Changesets asks for
 * pnpm by name, which replaces `workspace:` ranges: it gets the one of `packageManager`.
 */
export async function publish({ env, ...options }) {
  const { packageManager } = readJson('package.json')
  const asking = ['exec', '--yes', `--package=${packageManager}`, '--', 'node', '-p', 'process.env.PATH']
  const { code, stdout, printed } = await runNpm(asking, { output: 'capture' })
  if (code !== 0) return { code, printed }
  return runNode(changesets, ['publish'], { ...options, env: { ...env, PATH: stdout.trim() } })
}
