import { expect, test } from 'vitest'
import { importedProviders, isPackage } from './imported-providers.js'

const namesOf = (origins: readonly string[], client = 'db') => importedProviders(origins, client).map(({ as }) => as)

test('each provider has a name of its own', () => {
  expect(namesOf(['@data-import/provider-git', '@acme/provider-git', '@example/provider-git'])).toEqual([
    ...['git', 'acmeGit', 'exampleGit'],
  ])
  expect(namesOf(['@acme/provider-git', '@acme/git', 'data-import-provider-git'])).toEqual([
    ...['git', 'acmeGit', 'gitProvider'],
  ])
  expect(namesOf(['git', 'provider-git', 'data-import-provider-git'])).toEqual(['git', 'gitProvider', 'git2'])
})

test('no provider takes a name of the wiring, of the client or of the language', () => {
  expect(
    namesOf(['@acme/provider-db', '@acme/orchestrator', '@acme/provider-class', 'provider-import', 'names']),
  ).toEqual([...['acmeDb', 'acmeOrchestrator', 'acmeClass', 'importProvider', 'namesProvider']])
  expect(namesOf(['@acme/provider-prisma'], 'prisma')).toEqual(['acmePrisma'])
})

test('a module of the application is called as its file, or its folder', () => {
  expect(namesOf(['./providers/my-board.js', './tickets/index.ts', '..\\lists\\todo.mjs', './2nd.js'])).toEqual([
    ...['myBoard', 'tickets', 'todo', 'provider2nd'],
  ])
})

test('a path is no package', () => {
  expect(['./a.js', '../a.js', '..\\a.js', 'C:\\a.js', '/a.js'].filter(isPackage)).toEqual([])
  expect(['a', '@acme/a', '.hidden'].filter(isPackage)).toEqual(['a', '@acme/a', '.hidden'])
})
