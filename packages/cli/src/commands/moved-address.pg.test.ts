import { createTestDatabase, type OwnTestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

let database: OwnTestDatabase
let workspace: Workspace

const provider = `export const configuration = [
  { key: 'FORGE_TOKEN', description: 'token', isSecret: true, isRequired: true },
  { key: 'FORGE_COOKIE', description: 'cookie', isSecret: true },
  { key: 'FORGE_URL', description: 'address', format: 'url', defaultValue: 'https://forge.example' },
]
export const scripts = [{ dataSourceName: 'FORGE', resource: 'thing', dependsOn: [], importWindowDays: 1,
  run: async ({ env }) => { globalThis.forgeSaw = env } }]
export const check = async () => [{ status: 'ok', message: 'fine' }]`
const vendor = globalThis as { forgeSaw?: Record<string, string> }

beforeAll(async () => {
  database = await createTestDatabase()
  workspace = await createWorkspace({ DATABASE_URL: database.url })
  await workspace.write('data-sources/forge.mjs', provider)
})

beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  const given = ['--set', 'FORGE_TOKEN=first-token', '--set', 'FORGE_COOKIE=first-cookie']
  expect(await workspace.run(['sources', 'add', 'FORGE', '--name', 'main', ...given])).toMatchObject({ code: 0 })
})

afterAll(async () => {
  await workspace.remove()
  await database.close()
})

const set = (...argv: string[]) => workspace.run(['sources', 'set', 'main', ...argv])

test('an address that leads elsewhere is refused without the secrets for it, and nothing is changed', async () => {
  for (const argv of [
    ['--set', 'FORGE_URL=https://other.example'],
    ['--set', 'FORGE_URL=https://other.example', '--set', 'FORGE_TOKEN=second-token'],
  ]) {
    const refused = await set(...argv)
    expect(refused).toMatchObject({ code: 2 })
    expect(refused.stderr).toMatch(
      /FORGE_URL leads to https:\/\/other\.example instead of https:\/\/forge\.example.*Nothing was changed/,
    )
  }
  expect(await workspace.run(['run', '--force'])).toMatchObject({ code: 0 })
  expect(vendor.forgeSaw).toEqual({ FORGE_TOKEN: 'first-token', FORGE_COOKIE: 'first-cookie' })
})

test('with them, without them, or for another path of the same host it is changed', async () => {
  expect(await set('--set', 'FORGE_URL=https://forge.example/api')).toMatchObject({ code: 0 })
  const moved = [
    '--set',
    'FORGE_URL=https://other.example',
    '--set',
    'FORGE_TOKEN=second-token',
    '--unset',
    'FORGE_COOKIE',
  ]
  expect(await set(...moved)).toMatchObject({ code: 0 })
  expect(await workspace.run(['run', '--force'])).toMatchObject({ code: 0 })
  expect(vendor.forgeSaw).toEqual({ FORGE_TOKEN: 'second-token', FORGE_URL: 'https://other.example' })
  expect(await set('--unset', 'FORGE_URL')).toMatchObject({ code: 2 })
})

test('who sits there is asked for them', async () => {
  const answers = { 'FORGE_URL leads to https://other.example': 'asked-for' }
  const argv = ['sources', 'set', 'main', '--set', 'FORGE_URL=https://other.example']
  expect(await workspace.run(argv, { answers })).toMatchObject({ code: 0 })
  await workspace.run(['run', '--force'])
  expect(vendor.forgeSaw).toMatchObject({ FORGE_TOKEN: 'asked-for', FORGE_COOKIE: 'asked-for' })
})

test('an address that somebody changed in the database gets no secret, and check says why', async () => {
  const [source] = await database.db.dataSource.findMany()
  await database.db.dataSourceConfig.create({
    data: { dataSourceId: source?.id ?? '', key: 'FORGE_URL', value: 'https://evil.example' },
  })
  delete vendor.forgeSaw
  const run = await workspace.run(['run', '--force'])
  expect(run.code).toBe(1)
  expect(run.stdout).toContain('was given for https://forge.example, and FORGE_URL leads to https://evil.example now')
  expect(vendor.forgeSaw).toBeUndefined()
  expect((await workspace.run(['sources', 'check'])).stdout).toContain(
    'error FORGE_TOKEN of the data source "main" was given for',
  )
})

test('an address without encryption is warned of when it is set, checked and used, except on this machine', async () => {
  const tokens = ['--set', 'FORGE_TOKEN=x-token', '--set', 'FORGE_COOKIE=x-cookie']
  const plain = await set('--set', 'FORGE_URL=http://other.example', ...tokens)
  expect(plain).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/warning: main sends secrets unencrypted.*FORGE_URL begins with http:/),
  })
  expect((await workspace.run(['sources', 'check'])).stdout).toMatch(/warning main sends secrets unencrypted/)
  expect((await workspace.run(['run', '--force'])).stderr).toContain('FORGE_URL begins with http://')
  for (const url of ['http://127.0.0.1:1', 'http://localhost:1', 'http://[::1]:1', 'https://other.example']) {
    expect((await set('--set', `FORGE_URL=${url}`, ...tokens)).stderr).not.toContain('unencrypted')
  }
  const added = await workspace.run([
    'sources',
    'add',
    'GIT',
    '--name',
    'g',
    '--set',
    'GIT_URL=http://bob:hunter22@git.example/x',
  ])
  expect(added.stderr).toMatch(/g sends secrets unencrypted.*GIT_URL/)
  expect(added.stderr).not.toContain('hunter22')
})
