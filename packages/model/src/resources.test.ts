import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { resources } from './resources.js'

/** What the bundled providers declare, as it is written from their scripts. */
const descriptions = new URL('../../cli/src/providers/bundled-providers.json', import.meta.url)

it('the resources are those that the bundled providers import', async () => {
  const providers: { scripts: { resource: string }[] }[] = JSON.parse(await readFile(descriptions, 'utf8'))
  const imported = new Set(providers.flatMap(({ scripts }) => scripts.map(({ resource }) => resource)))
  const listed = new Set<string>(resources)
  expect(
    [...imported].filter((name) => !listed.has(name)),
    'add these to resources.ts',
  ).toEqual([])
  expect(
    [...listed].filter((name) => !imported.has(name)),
    'no provider imports these',
  ).toEqual([])
})
