import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from './child-process.mjs'
import { exampleNames } from './example-folder.mjs'
import { filesBelow } from './fingerprint.mjs'
import { importsOf } from './source-imports.mjs'
import { readJson, root } from './workspace.mjs'

const names: string[] = exampleNames()
const read = (file: string) => readFileSync(join(root, file), 'utf8')

it('there are examples', () => {
  expect(names).toEqual(expect.arrayContaining(['custom-job', 'next-app', 'remix-app', 'third-party-provider']))
})

describe.each(names)('examples/%s', (name) => {
  const folder = `examples/${name}`

  it('can be checked and tested, and has a README of one screen', () => {
    expect(Object.keys(readJson(`${folder}/package.json`).scripts)).toEqual(
      expect.arrayContaining(['typecheck', 'test']),
    )
    expect(read(`${folder}/README.md`).split('\n').length).toBeLessThan(80)
  })

  it.runIf(existsSync(join(root, folder, 'prisma')))(
    'takes the models of the import from the installed package',
    () => {
      const { scripts } = readJson(`${folder}/package.json`)
      expect(scripts.generate).toBe('node scripts/copy-models.mjs && prisma generate')
      expect(scripts.setup).toMatch(/^npm run --silent generate && /)
      expect(read(`${folder}/scripts/copy-models.mjs`)).toBe(read('examples/next-app/scripts/copy-models.mjs'))
    },
  )

  it('declares what it imports, as a package outside of this workspace must', () => {
    const { dependencies = {}, devDependencies = {}, peerDependencies = {} } = readJson(`${folder}/package.json`)
    const declared = { ...dependencies, ...devDependencies, ...peerDependencies }
    const imported = filesBelow([folder])
      .filter((file) => /\.(mjs|tsx?)$/.test(file) && !/\/(generated|\.next|build|\.react-router)\//.test(file))
      .flatMap((file) => importsOf(read(file)))
      .filter((specifier) => !/^(node:|\.|~\/|@\/|@crons\/|virtual:)/.test(specifier))
      .map((specifier) =>
        specifier
          .split('/')
          .slice(0, specifier.startsWith('@') ? 2 : 1)
          .join('/'),
      )
    const own = readJson(`${folder}/package.json`).name
    expect([...new Set(imported)].filter((each) => each !== own && !(each in declared))).toEqual([])
  })

  it('names third-party packages by exact versions, and ours by a range that anybody can install', () => {
    const { dependencies = {}, devDependencies = {} } = readJson(`${folder}/package.json`)
    for (const [dependency, range] of Object.entries<string>({ ...dependencies, ...devDependencies })) {
      expect(range, dependency).toMatch(
        dependency.startsWith('@data-import/') ? /^(>=|\^)\d+\.\d+\.\d+/ : /^\d+\.\d+\.\d+$/,
      )
    }
  })
})

it('has the models of the import in one place only', async () => {
  const { printed } = await run('git', ['ls-files', 'examples/**/*.prisma'], { cwd: root, output: 'capture' })
  expect(printed).toContain('examples/next-app/prisma/schema/schema.prisma')
  expect(printed).not.toMatch(/(canonical|orchestration)\.prisma/)
})

it('the custom job is one file of at most 60 lines', () => {
  expect(read('examples/custom-job/job.ts').trimEnd().split('\n').length).toBeLessThanOrEqual(60)
})
