import { expect, test } from 'vitest'
import { createWorkspace } from '../workspace.fixture.js'
import { importPackage } from './import-module.js'

test('a module in TypeScript is imported from a folder whose name an address writes otherwise', async () => {
  const workspace = await createWorkspace({})
  try {
    await workspace.write('my providers/größe #1.ts', 'export const name: string = "board"\n')
    expect(await importPackage('./my providers/größe #1.ts', workspace.path)).toMatchObject({ name: 'board' })
  } finally {
    await workspace.remove()
  }
})
