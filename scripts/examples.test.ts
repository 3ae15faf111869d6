import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
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

  it.each(['orchestration', 'canonical'])('has the reference schema where it has a copy of %s.prisma', (fragment) => {
    const copy = `${folder}/prisma/schema/${fragment}.prisma`
    if (existsSync(join(root, copy))) expect(read(copy)).toBe(read(`prisma/schema/${fragment}.prisma`))
  })

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

it('the custom job is one file of at most 60 lines', () => {
  expect(read('examples/custom-job/job.ts').trimEnd().split('\n').length).toBeLessThanOrEqual(60)
})
