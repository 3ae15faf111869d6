import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run, runNode } from '../child-process.mjs'
import { filesBelow } from '../fingerprint.mjs'
import { readJson, root } from '../workspace.mjs'
import { checkContents } from './check-contents.mjs'
import { checkManifest } from './check-manifest.mjs'
import { checkEntryFields } from './entry-fields.mjs'

const publint = join(root, 'node_modules/publint/src/cli.js')
const typesAreRight = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js')

/**
 * Unpacks a tarball, and checks its files, the package.json that it was made from, its entry points with publint, and its
 * type declarations with "are the types wrong", for every way in which hosts resolve modules.
 * @returns what is wrong, empty when nothing is, and the size of its files.
 */
export async function checkTarball({ folder, tarball, unpackTo }) {
  const capture = { output: 'capture' }
  mkdirSync(unpackTo, { recursive: true })
  await run('tar', ['-xzf', tarball, '-C', unpackTo], capture)
  const names = filesBelow(['.'], join(unpackTo, 'package'), []).map((name) => name.slice(2))
  const contents = names.map((name) => [name, readFileSync(join(unpackTo, 'package', name), 'utf8')])
  const entries = await runNode(publint, ['run', tarball, '--strict'], capture)
  const manifest = readJson(`${folder}/package.json`)
  const flags = ['--profile', 'strict', ...requiredByNode, '--no-emoji', '--no-color', ...withoutTypes(manifest)]
  const types = await runNode(typesAreRight, [tarball, ...flags], capture)
  const problems = [
    ...checkManifest(manifest, folder, readJson('package.json')),
    ...checkEntryFields(manifest),
    ...checkContents(Object.fromEntries(contents), root),
  ]
  return {
    unpackedBytes: contents.reduce((bytes, [, text]) => bytes + Buffer.byteLength(text), 0),
    problems: [
      ...problems.map((problem) => `${problem}\n`),
      entries.code === 0 ? '' : entries.printed,
      types.code === 0 ? '' : types.printed,
    ].join(''),
  }
}

/** From Node 20.19 on, CommonJS can require an ES module: https://nodejs.org/api/modules.html#loading-ecmascript-modules-using-require */
const requiredByNode = ['--ignore-rules', 'cjs-resolves-to-esm']

/** Entry points that are read and not imported. */
function withoutTypes({ exports }) {
  const read = Object.keys(exports).filter((door) => door.endsWith('.prisma'))
  return read.length > 0 ? ['--exclude-entrypoints', ...read] : []
}
