import { stripVTControlCharacters } from 'node:util'
import { createTestDatabase } from '@data-import/test-kit'
import { expect, onTestFinished, test } from 'vitest'
import { createWorkspace } from '../terminal/workspace.fixture.js'

test('status is shown again and again until a signal, and only on a terminal', async () => {
  const database = await createTestDatabase()
  const workspace = await createWorkspace({ DATABASE_URL: database.url })
  onTestFinished(async () => {
    await workspace.remove()
    await database.close()
  })
  expect(await workspace.run(['status', '--watch'])).toMatchObject({ code: 2, stdout: '' })
  let stop = () => {}
  const shown: string[] = []
  const result = await workspace.run(['status', '--watch'], {
    width: 80,
    onStart: (given) => {
      stop = given
    },
    onWrite(text) {
      shown.push(text)
      if (shown.length === 1) void database.db.dataSource.create({ data: source }).then()
      if (text.includes('main')) stop()
    },
  })
  expect(result.code).toBe(0)
  expect(shown[0]).toBe('\u001b[H\u001b[JThere is no data source yet. Add one: data-import sources add\n')
  expect(shown.at(-1)?.startsWith('\u001b[H\u001b[J')).toBe(true)
  expect(stripVTControlCharacters(shown.at(-1) ?? '')).toContain('main GIT default\n')
})

const source = { name: 'main', provider: 'GIT', organizationId: 'default' }
