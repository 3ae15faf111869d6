import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

let workspace: Workspace

beforeAll(async () => {
  workspace = await createWorkspace({})
})

afterAll(async () => {
  await workspace.run(['database', 'stop'])
  await workspace.remove()
})

test('without DATABASE_URL a Postgres of its own is used, which stays up when asked', async () => {
  const first = await workspace.run(['status', '--json'])
  expect(first).toMatchObject({ code: 0 })
  expect(first.json()).toEqual({ isComplete: true, dataSources: [] })
  expect(first.stderr).toMatch(/Applied \d+ migrations to the embedded database/)
  expect((await workspace.run(['database', 'status', '--json'])).json()).toMatchObject({
    isEmbedded: true,
    isRunning: false,
  })
  expect(await workspace.run(['database', 'url'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('data-import database start'),
  })

  const started = await workspace.run(['database', 'start'])
  expect(started).toMatchObject({ code: 0 })
  const { url } = (await workspace.run(['database', 'url', '--json'])).json<{ url: string }>()
  expect(started.stdout).not.toContain(new URL(url).password)
  expect((await workspace.run(['sql', 'SELECT 1 AS one', '--json', '--database-url', url])).json()).toEqual([
    { one: 1 },
  ])
  expect((await workspace.run(['database', 'status'])).stdout).toMatch(/^running at .*, kept running\n/)
  expect((await workspace.run(['sql', 'SELECT 2 AS two', '--json'])).json()).toEqual([{ two: 2 }])

  expect((await workspace.run(['database', 'stop'])).stdout).toBe('The database was stopped.\n')
  expect((await workspace.run(['database', 'stop', '--json'])).json()).toEqual({ wasRunning: false })
})

test('hints name the folder where it is not the usual one', async () => {
  const asked = await workspace.run(['database', 'url', '--directory', "acme's data"])
  expect(asked.stderr).toContain(String.raw`data-import database start --directory 'acme'\''s data'`)
})
