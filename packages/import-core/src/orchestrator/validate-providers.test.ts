import { expect, it } from 'vitest'
import type { DataSourceScript } from '../contract/script.js'
import { validateProviders } from './validate-providers.js'

const script = (resource: string, dependsOn: string[] = [], dataSourceName = 'ACME'): DataSourceScript => ({
  dataSourceName,
  resource,
  dependsOn,
  importWindowDays: 30,
  run: async () => {},
})

it('groups scripts by provider', () => {
  const scripts = validateProviders([{ scripts: [script('repository'), script('commit', ['repository'])] }])
  expect([...scripts.keys()]).toEqual(['ACME'])
})

it.each([
  ['a resource provided twice', [script('commit'), script('commit')], /ACME\/commit is provided twice/],
  [
    "a dependency with a provider's name",
    [script('commit', ['acme:repository'])],
    /name the resource only, "repository"/,
  ],
  ['an unknown dependency', [script('commit', ['repository'])], /which no registered provider provides/],
  ['a cycle', [script('a', ['b']), script('b', ['a'])], /a → b → a depend on each other/],
  ['a dependency on itself', [script('a', ['a'])], /a → a depend on each other/],
  ['a missing run function', [{ ...script('a'), run: undefined }], /has no run function/],
  ['a window that is no number', [{ ...script('a'), importWindowDays: Number.NaN }], /importWindowDays/],
  ['dependencies that are no list', [{ ...script('a'), dependsOn: 'repository' }], /dependsOn must be a list/],
  ['something that is no script', [null], /not an object/],
])('refuses %s', (_, scripts, message) => {
  expect(() => validateProviders([{ scripts: scripts as DataSourceScript[] }])).toThrow(message)
})

it('refuses a module without scripts and names every mistake', () => {
  expect(() => validateProviders([{} as never, { scripts: [script('x:y')] }])).toThrow(/no `scripts` array.*colon/)
})

it('refuses a field of a configuration key that it does not know', () => {
  const misspelt = { key: 'ACME_PAT', description: 'Token', isSercet: true }
  expect(() => validateProviders([{ scripts: [script('a')], configuration: [misspelt] }])).toThrow(
    /unknown fields: isSercet/,
  )
})
