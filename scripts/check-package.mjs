import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run, runNode, runNpm } from './child-process.mjs'
import { readJson, root } from './workspace.mjs'

/**
 * Packs a built package as it would be published, and checks what is in the tarball: entry points with publint,
 * type declarations with "are the types wrong" for hosts that import ESM.
 * @returns what is wrong with it, empty when nothing is.
 */
export async function checkPackage({ folder }) {
  const destination = mkdtempSync(join(tmpdir(), 'data-import-pack-'))
  try {
    const packed = await runNpm(
      ['exec', '--yes', '--', readJson('package.json').packageManager, 'pack', '--pack-destination', destination],
      { cwd: join(root, folder), output: 'capture' },
    )
    if (packed.code !== 0) return packed.printed
    const tarball = join(destination, readdirSync(destination)[0])
    const contents = await run('tar', ['-tzf', tarball], { output: 'capture' })
    const tests = contents.printed.split('\n').filter((file) => /\.test\.|fixture/.test(file))
    const publint = await runNode(join(root, 'node_modules/publint/src/cli.js'), ['run', tarball, '--strict'], {
      output: 'capture',
    })
    const types = await runNode(
      join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js'),
      [tarball, '--profile', 'esm-only', '--no-emoji', '--no-color'],
      { output: 'capture' },
    )
    return [
      tests.length > 0 ? `The tarball holds tests: ${tests.join(', ')}` : '',
      publint.code === 0 ? '' : publint.printed,
      types.code === 0 ? '' : types.printed,
    ].join('')
  } finally {
    rmSync(destination, { recursive: true, force: true })
  }
}
