import { join } from 'node:path'
import { run, runNode } from './child-process.mjs'
import { root } from './workspace.mjs'

const publint = join(root, 'node_modules/publint/src/cli.js')
const typesAreRight = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js')

/**
 * Checks what is in a tarball: no tests, entry points with publint, type declarations with "are the types wrong" for
 * hosts that import ESM.
 * @returns what is wrong with it, empty when nothing is.
 */
export async function checkTarball(tarball) {
  const capture = { output: 'capture' }
  const contents = await run('tar', ['-tzf', tarball], capture)
  const tests = contents.printed.split('\n').filter((file) => /\.test\.|fixture/.test(file))
  const entries = await runNode(publint, ['run', tarball, '--strict'], capture)
  const types = await runNode(typesAreRight, [tarball, '--profile', 'esm-only', '--no-emoji', '--no-color'], capture)
  return [
    tests.length > 0 ? `The tarball holds tests: ${tests.join(', ')}\n` : '',
    entries.code === 0 ? '' : entries.printed,
    types.code === 0 ? '' : types.printed,
  ].join('')
}
