import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'
import { loadProviders } from './load-providers.js'
import { loadScripts } from './load-scripts.js'

let workspace: Workspace
let folder: string

beforeEach(async () => {
  workspace = await createWorkspace({})
  folder = join(workspace.path, 'data-sources')
})

afterEach(() => workspace.remove())

const script = (name: string, resource = 'commit') =>
  `{ dataSourceName: '${name}', resource: '${resource}', dependsOn: [], importWindowDays: 1, async run() {} }`
const names = (loaded: Awaited<ReturnType<typeof loadScripts>>) =>
  loaded.flatMap(({ provider }) => provider.scripts.map(({ dataSourceName }) => dataSourceName))

describe('a folder of data sources', () => {
  test('is scanned for modules and folders with an index, in JavaScript and TypeScript', async () => {
    await workspace.write('data-sources/a.mjs', `export const scripts = [${script('A')}]`)
    await workspace.write('data-sources/b/index.js', `export const scripts = [${script('B')}]`)
    await workspace.write('data-sources/b/helper.js', `throw new Error('only the index is loaded')`)
    await workspace.write(
      'data-sources/c/index.ts',
      `import { own } from './own.js'\nexport const scripts: unknown[] = [own]`,
    )
    await workspace.write('data-sources/c/own.ts', `export const own = ${script('C')} satisfies object`)
    await workspace.write('data-sources/d.ts', `export default { scripts: [${script('D')}] }`)
    await workspace.write('data-sources/notes.md', '# not a module')
    await workspace.write('data-sources/a.test.ts', `throw new Error('a test is no data source')`)
    await workspace.write('data-sources/types.d.ts', 'export {}')
    expect(names(await loadScripts(folder))).toEqual(['A', 'B', 'C', 'D'])
  })

  test('names a module that throws', async () => {
    await workspace.write('data-sources/bad.mjs', `throw new Error('no anvils today')`)
    await expect(loadScripts(folder)).rejects.toThrow(/data-sources\/bad\.mjs can't be loaded: no anvils today/)
    await workspace.write('data-sources/bad.mjs', `export const scripts = [`)
    await expect(loadScripts(join(workspace.path, 'data-sources'))).rejects.toThrow(/bad\.mjs can't be loaded/)
  })

  test('names a module that exports something else, and what it exports', async () => {
    await workspace.write('data-sources/other.ts', 'export const script = {}')
    await expect(loadScripts(folder)).rejects.toThrow(/other\.ts exports script, but no array `scripts`/)
  })

  test('that is not there is an error when it was asked for', async () => {
    await expect(loadScripts(folder)).rejects.toThrow("can't be read")
    expect(names(await loadProviders({ provider: [] }, workspace.path))).toContain('GIT')
    await expect(loadProviders({ provider: [], dataSources: 'nowhere' }, workspace.path)).rejects.toThrow(
      "can't be read",
    )
  })
})

describe('a provider package', () => {
  test('is loaded from where the command runs', async () => {
    const manifest = { name: '@acme/provider', version: '1.0.0', type: 'module', exports: { import: './main.js' } }
    await workspace.write('node_modules/@acme/provider/package.json', JSON.stringify(manifest))
    await workspace.write('node_modules/@acme/provider/main.js', `export const scripts = [${script('ACME')}]`)
    expect(names(await loadProviders({ provider: ['@acme/provider'] }, workspace.path))).toContain('ACME')
  })

  test('that is not installed, or breaks, is named', async () => {
    await expect(loadProviders({ provider: ['@acme/none'] }, workspace.path)).rejects.toThrow('npm install @acme/none')
    await workspace.write('node_modules/broken/index.js', `throw new Error('no anvils today')`)
    await expect(loadProviders({ provider: ['broken'] }, workspace.path)).rejects.toThrow(
      "The package broken can't be loaded: no anvils today",
    )
  })

  test('a resource that two modules provide is refused with both', async () => {
    for (const name of ['one', 'two']) {
      await workspace.write(`data-sources/${name}.mjs`, `export const scripts = [${script('ACME')}]`)
    }
    await expect(loadProviders({ provider: [] }, workspace.path)).rejects.toThrow(
      /ACME\/commit is provided by .*one\.mjs and by .*two\.mjs/,
    )
  })

  test("scripts of one's own for the same resource replace a provider that comes along, others join it", async () => {
    expect(new Set(names(await loadProviders({}, workspace.path)))).toEqual(new Set(['GIT', 'GITHUB']))
    await workspace.write('data-sources/more.mjs', `export const scripts = [${script('GIT', 'tag')}]`)
    await workspace.write('data-sources/own.mjs', `export const scripts = [${script('GITHUB')}]`)
    const loaded = await loadProviders({}, workspace.path)
    expect(loaded.map(({ origin }) => origin)).toEqual([
      '@data-import/provider-git',
      expect.stringContaining('more.mjs'),
      expect.stringContaining('own.mjs'),
    ])
  })
})
