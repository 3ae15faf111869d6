import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findViolations, foldersInCircles } from './architecture.mjs'
import { filesBelow } from './fingerprint.mjs'
import { findMachinePaths } from './machine-paths.mjs'
import { readJson, root } from './workspace.mjs'

function readPackage(folder: string) {
  const files = filesBelow([`${folder}/src`]).filter((file) => /\.tsx?$/.test(file))
  return {
    name: readJson(`${folder}/package.json`).name as string,
    manifest: readJson(`${folder}/package.json`),
    files: Object.fromEntries(
      files.map((file) => [file.slice(folder.length + 1), readFileSync(join(root, file), 'utf8')]),
    ),
  }
}

function sample(name: string, files: Record<string, string>, manifest = {}) {
  return findViolations([{ name, manifest, files }])
}

describe('the packages', () => {
  const folders = readdirSync(join(root, 'packages')).map((name) => `packages/${name}`)
  const packages = [...folders, 'prisma'].map(readPackage)

  it('are all read', () => {
    expect(packages.flatMap(({ files }) => Object.keys(files)).length).toBeGreaterThan(50)
  })

  it('import only what the architecture allows and their package.json declares, in files of at most 250 lines', () => {
    expect(findViolations(packages, foldersInCircles)).toEqual([])
  })
})

describe('the committed text', () => {
  it('names no path of the machine where it was written', () => {
    const committed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
    const texts = committed
      .split('\n')
      .filter((file) => /\.(md|json|ya?ml|mjs|ts|tsx|prisma|sql|sh)$|^\.ci\//.test(file))
    const found = texts
      .filter((file) => file !== 'pnpm-lock.yaml' && !/\.test\.ts$/.test(file))
      .flatMap((file) => findMachinePaths(readFileSync(join(root, file), 'utf8')).map((where) => `${file}:${where}`))
    expect(found).toEqual([])
  })
})

describe('findViolations', () => {
  const declared = { dependencies: { '@data-import/core': '*', '@data-import/model': '*', '@data-import/cli': '*' } }

  it.each([
    ['@data-import/core', '@data-import/model'],
    ['@data-import/model', '@data-import/core'],
    ['@data-import/provider-acme', '@data-import/core'],
    ['@data-import/provider-acme', '@data-import/cli'],
    ['@data-import/embedded-database', '@data-import/core/provider'],
    ['@data-import/unheard-of', '@data-import/core'],
  ])('finds that %s imports %s', (name, specifier) => {
    const found = sample(name, { 'src/index.ts': `import { x } from '${specifier}'` }, declared)
    expect(found).toEqual([`${name} src/index.ts: imports '${specifier}', which its place in the architecture forbids`])
  })

  it('allows a provider the author entry and the model', () => {
    const text = "import { a } from '@data-import/core/provider'\nexport { b } from '@data-import/model'"
    expect(sample('@data-import/provider-acme', { 'src/index.ts': text }, declared)).toEqual([])
  })

  it.each([
    ["import { x } from '@data-import/core/src/save.js'", 'past the doors of that package'],
    ["import type { X } from '../../model/src/commit.js'", 'which is outside its package'],
    ["export * from './missing.js'", 'which does not exist'],
    ["import { x } from './other'", 'without the ending .js'],
    ["import { readFile } from 'fs'", "a built-in module without 'node:'"],
    ["const client = await import('left-pad')", 'which its package.json does not declare'],
  ])('finds %s', (text, problem) => {
    const found = sample('@data-import/cli', { 'src/index.ts': text, 'src/other.ts': '' }, declared)
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(problem)
  })

  it('finds an import cycle, and lets types name each other', () => {
    const files = { 'src/a.ts': "import { b } from './b.js'", 'src/b.ts': "import { a } from './a.js'" }
    expect(sample('@data-import/core', files)).toEqual([
      '@data-import/core: import cycle src/a.ts → src/b.ts → src/a.ts',
    ])
    expect(sample('@data-import/core', { ...files, 'src/b.ts': "import type { A } from './a.js'" })).toEqual([])
  })

  it('finds folders that import each other in a circle, also where only types do', () => {
    const files = {
      'src/index.ts': "export { save } from './save/save.js'",
      'src/save/save.ts': "import type { Row } from '../tables/row.js'\nexport const save = 1",
      'src/tables/row.ts': "import type { Lock } from '../locks/lock.js'\nexport type Row = Lock",
      'src/locks/lock.ts': "import type { Saved } from '../save/saved.js'\nexport type Lock = Saved",
      'src/save/saved.ts': 'export type Saved = 1',
    }
    const circle = 'folders import each other in a circle: src/locks, src/save, src/tables'
    expect(sample('@data-import/core', files)).toEqual([`@data-import/core: ${circle}`])
    expect(sample('@data-import/core', { ...files, 'src/locks/lock.ts': 'export type Lock = 1' })).toEqual([])
  })

  it('lets an entry point and a shared type stand beside folders', () => {
    const files = {
      'src/index.ts': "export { rules } from './rules/all.js'",
      'src/rules/all.ts': "import type { Rule } from '../rule.js'\nexport const rules: Rule[] = []",
      'src/rule.ts': 'export type Rule = 1',
    }
    expect(sample('@data-import/core', files)).toEqual([])
    const back = {
      ...files,
      'src/rule.ts': "import type { rules } from './rules/all.js'\nexport type Rule = typeof rules",
    }
    expect(sample('@data-import/core', back)).toHaveLength(1)
  })

  it('asks for a lower number once a package has fewer folders in circles than are known', () => {
    const sampled = { name: '@data-import/core', manifest: {}, files: { 'src/index.ts': '' } }
    const [found] = findViolations([sampled], { '@data-import/core': 2 })
    expect(found).toContain('0 folders in circles, no longer 2')
  })

  it('finds a file of 251 lines', () => {
    expect(sample('@data-import/core', { 'src/long.ts': 'x\n'.repeat(250) })).toEqual([])
    expect(sample('@data-import/core', { 'src/long.ts': 'x\n'.repeat(251) })).toHaveLength(1)
  })
})

describe('findMachinePaths', () => {
  it.each(['/home/acme/project', '/Users/acme/x', 'see `/mnt/build`'])('finds %s', (text) => {
    expect(findMachinePaths(text)).toHaveLength(1)
  })

  it.each(['https://example.com/home/acme', './tmp/file', 'packages/cli/src/home/index.ts'])('lets %s pass', (text) => {
    expect(findMachinePaths(text)).toEqual([])
  })
})
