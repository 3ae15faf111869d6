import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadScripts } from './load-scripts.js'
import { createWorkspace, type Workspace } from './workspace.fixture.js'

let workspace: Workspace
let folder: string

beforeEach(async () => {
  workspace = await createWorkspace({})
  folder = join(workspace.path, 'data-sources')
})

afterEach(() => workspace.remove())

const script = (name: string) =>
  `{ dataSourceName: '${name}', resource: 'commit', dependsOn: [], importWindowDays: 1, async run() {} }`
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

  test('that is not there is an error', async () => {
    await expect(loadScripts(folder)).rejects.toThrow("can't be read")
  })
})
