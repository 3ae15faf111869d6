import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'
import { loadProviders } from './load-providers.js'

let workspace: Workspace

beforeEach(async () => {
  workspace = await createWorkspace({})
})

afterEach(() => workspace.remove())

const script = (name: string, resource = 'commit') =>
  `{ dataSourceName: '${name}', resource: '${resource}', dependsOn: [], importWindowDays: 1, async run() {} }`
const names = (loaded: Awaited<ReturnType<typeof loadProviders>>) =>
  loaded.flatMap(({ provider }) => provider.scripts.map(({ dataSourceName }) => dataSourceName))

test('a folder of data sources that is not there is an error only when it was asked for', async () => {
  expect(names(await loadProviders({ provider: [] }, workspace.path))).toContain('GIT')
  await expect(loadProviders({ provider: [], dataSources: 'nowhere' }, workspace.path)).rejects.toThrow("can't be read")
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
    expect(new Set(names(await loadProviders({}, workspace.path)))).toEqual(
      new Set(['GIT', 'GITHUB', 'GITLAB', 'JENKINS', 'CIRCLECI', 'SONARQUBE']),
    )
    await workspace.write('data-sources/more.mjs', `export const scripts = [${script('GIT', 'tag')}]`)
    await workspace.write('data-sources/own.mjs', `export const scripts = [${script('GITHUB')}]`)
    const loaded = await loadProviders({}, workspace.path)
    expect(loaded.map(({ origin }) => origin)).toEqual([
      '@data-import/provider-git',
      '@data-import/provider-gitlab',
      '@data-import/provider-jenkins',
      '@data-import/provider-circleci',
      '@data-import/provider-sonarqube',
      expect.stringContaining('more.mjs'),
      expect.stringContaining('own.mjs'),
    ])
  })
})
