import { join } from 'node:path'
import { randomRuns } from '@data-import/test-kit'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadScripts } from '../load-scripts.js'
import { createWorkspace, type Workspace } from '../workspace.fixture.js'
import { importFile } from './import-module.js'
import { providerOf } from './provider-module.js'

let workspace: Workspace

beforeEach(async () => {
  workspace = await createWorkspace({})
})

afterEach(() => workspace.remove())

test('a module that never finishes loading is named, with what to look at', async () => {
  for (const name of ['hangs.mjs', 'hangs.ts']) {
    await workspace.write(name, 'await new Promise(() => {})\nexport const scripts = []')
    await expect(importFile(join(workspace.path, name), 20)).rejects.toThrow(
      /hangs\.\w+ can't be loaded: it did not finish loading within 0\.02 s\. What does it wait for at its top level\?/,
    )
  }
})

test.each([
  'undefined',
  'null',
  "'no anvils today'",
  "{ message: 'no anvils today' }",
  'Object.create(null)',
  "Symbol('odd')",
  "new Proxy({}, { get() { throw new Error('no') } })",
])('a module that throws %s is named', async (thrown) => {
  await workspace.write('data-sources/bad.mjs', `throw ${thrown}`)
  await expect(loadScripts(join(workspace.path, 'data-sources'))).rejects.toMatchObject({
    name: 'ConfigurationError',
    message: expect.stringMatching(/bad\.mjs can't be loaded: ./),
  })
})

test.each([
  'export const scripts = [null]',
  'export const scripts = [{}]',
  'export const scripts = [,]',
  "export const scripts = [{ dataSourceName: 'A', resource: 'a', dependsOn: [1], run() {} }]",
  'export const scripts = [], configuration = 1',
  'export const scripts = [], configuration = [null]',
  "export const scripts = [], check = 'no'",
  'export default { get scripts() { throw new Error("no") } }',
  'export const scripts = 1',
  'export {}',
])('a module that exports nonsense is named: %s', async (text) => {
  await workspace.write('data-sources/odd.mjs', text)
  for (const argv of [['providers'], ['run'], ['sources', 'add', 'x']]) {
    const { code, stderr } = await workspace.run(argv)
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/^error: .*odd\.mjs/) })
  }
})

test('whatever a module exports is a provider, or refused with its name', () => {
  const exported = fc.oneof(
    fc.anything(),
    fc.record({ scripts: fc.anything(), configuration: fc.anything(), check: fc.anything() }, { requiredKeys: [] }),
    fc.record({ scripts: fc.array(fc.anything()), default: fc.anything() }, { requiredKeys: ['scripts'] }),
  )
  fc.assert(
    fc.property(exported, (given) => {
      try {
        expect(providerOf(given, 'origin').provider.scripts).toBeInstanceOf(Array)
      } catch (error) {
        expect(error).toMatchObject({ name: 'ConfigurationError', message: expect.stringMatching(/^origin/) })
      }
    }),
    randomRuns(150, 1200),
  )
})
