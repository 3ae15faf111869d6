import { useTestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

const provider = (columns: string) => `
  const card = {
    name: 'Card', model: 'card',
    columns: { externalId: { column: 'external_id', type: 'text' }, title: { column: 'title', type: 'text' }${columns} },
  }
  export const tables = [card]
  export const scripts = [{
    dataSourceName: 'BOARD', resource: 'card', dependsOn: [], importWindowDays: 1,
    async run(context) { await context.save(card, [{ externalId: '1', title: 'Paint the fence' }]) },
  }]
`
const database = useTestDatabase()
let workspace: Workspace

beforeAll(async () => {
  workspace = await createWorkspace({ DATABASE_URL: database.url })
  await workspace.write('data-sources/board/index.mjs', provider(''))
})
afterAll(async () => {
  await workspace.remove()
})

test('migrate makes the tables of providers, and adds columns that they lack', async () => {
  expect((await workspace.run(['migrate', '--json'])).json()).toEqual({ applied: [], made: ['Card'] })
  expect((await workspace.run(['migrate', '--json'])).json()).toEqual({ applied: [], made: [] })
  await workspace.write(
    'data-sources/board/index.js',
    provider(", points: { column: 'points', type: 'integer', isNullable: true }"),
  )
  const lacking = await workspace.run(['sources', 'add', 'BOARD', '--name', 'board'])
  expect(lacking.stderr).toContain('lacks what providers declare: Card.points. Run: data-import migrate')
  expect((await workspace.run(['migrate', '--json'])).json()).toEqual({ applied: [], made: ['Card.points'] })
  expect(await workspace.run(['run'])).toMatchObject({ code: 0, stderr: expect.not.stringContaining('lacks') })
  expect((await workspace.run(['providers'])).stdout).toContain('Writes Card.')
})

test('rows of such tables are counted and go with their data source', async () => {
  const removed = await workspace.run(['sources', 'remove', 'board', '--yes', '--json'])
  expect(removed.json()).toMatchObject({ rows: { Card: 1, DataSourceRun: 1 } })
  const left = await workspace.run(['sql', '--json', 'SELECT count(*)::int AS left FROM data."Card"'])
  expect(left.json()).toEqual([{ left: 0 }])
})

test('the embedded database gets them by itself', async () => {
  const embedded = { env: { DATABASE_URL: '' } }
  const added = await workspace.run(['sources', 'add', 'BOARD', '--name', 'board'], embedded)
  expect(added).toMatchObject({ code: 0, stderr: expect.stringContaining('got what providers declare: Card') })
  expect(await workspace.run(['run'], embedded)).toMatchObject({ code: 0 })
})

test('a table named like one of the system itself is refused', async () => {
  const taken = provider('').replaceAll("'Card'", "'DataSource'")
  await workspace.write('elsewhere/taken.mjs', taken)
  const refused = await workspace.run(['migrate', '--data-sources', 'elsewhere'])
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('rename it') })
})

test('a table named like a canonical one is refused where its columns differ', async () => {
  const issue = provider(", storyPoints: { column: 'story_points', type: 'integer' }").replaceAll("'Card'", "'Issue'")
  await workspace.write('differing/issue.mjs', issue)
  const refused = await workspace.run(['migrate', '--data-sources', 'differing'])
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('story_points (integer)') })
})

test('two definitions of one table are refused, the same one twice is not', async () => {
  await workspace.write('two/first.mjs', provider(''))
  await workspace.write('two/second.mjs', provider('').replaceAll("'BOARD'", "'WALL'"))
  expect((await workspace.run(['migrate', '--data-sources', 'two', '--json'])).json()).toMatchObject({ made: [] })
  await workspace.write('differing-two/first.mjs', provider(''))
  const other = provider(", owner: { column: 'owner', type: 'text' }").replaceAll("'BOARD'", "'WALL'")
  await workspace.write('differing-two/second.mjs', other)
  const refused = await workspace.run(['migrate', '--data-sources', 'differing-two'])
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('declare a table Card each') })
})
