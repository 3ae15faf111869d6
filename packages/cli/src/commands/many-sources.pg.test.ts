import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { createTestDatabase, type OwnTestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

let database: OwnTestDatabase
let workspace: Workspace
const warnings: string[] = []
const note = ({ name, message }: Error) => warnings.push(`${name}: ${message}`)

beforeAll(async () => {
  database = await createTestDatabase()
  workspace = await createWorkspace({ DATABASE_URL: database.url })
  await workspace.write('repository/file', '')
  const git = (...argv: string[]) => execFileSync('git', argv, { cwd: join(workspace.path, 'repository') })
  git('init', '-q')
  git('-c', 'user.name=A', '-c', 'user.email=a@a.test', 'commit', '-q', '--allow-empty', '-m', 'first')
  const path = join(workspace.path, 'repository')
  for (let number = 0; number < 12; number++) {
    const configs = { create: [{ key: 'GIT_PATH', value: path }] }
    const name = `source ${number}`
    await database.db.dataSource.create({ data: { name, provider: 'GIT', organizationId: 'default', configs } })
  }
  // Each walk listens to its run's signal.
  await workspace.write(
    'data-sources/wide.mjs',
    `const wait = (signal) => new Promise((resolve) => { signal.addEventListener('abort', resolve); setTimeout(resolve, 50) })
     export const scripts = [{ dataSourceName: 'WIDE', resource: 'thing', dependsOn: [], importWindowDays: 1,
       run: ({ partitions, signal }) => partitions(Array.from({ length: 30 }, (_, key) => ({ key: String(key) })),
         () => wait(signal), { concurrency: 30 }) }]`,
  )
  await database.db.dataSource.create({ data: { name: 'wide', provider: 'WIDE', organizationId: 'default' } })
})

beforeEach(() => {
  warnings.length = 0
  process.on('warning', note)
  return () => {
    process.off('warning', note)
  }
})

afterAll(async () => {
  await workspace.remove()
  await database.close()
})

test('twelve data sources are checked without a warning of Node', async () => {
  expect(await workspace.run(['sources', 'check'])).toMatchObject({ code: 0 })
  expect(warnings).toEqual([])
})

test('twelve data sources, and thirty partitions at once, are imported without a warning of Node', async () => {
  expect(await workspace.run(['run'])).toMatchObject({ code: 0 })
  expect(warnings).toEqual([])
})
