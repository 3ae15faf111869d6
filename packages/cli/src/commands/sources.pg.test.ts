import { join } from 'node:path'
import { decryptSecret } from '@data-import/core'
import { createTestDatabase, type OwnTestDatabase } from '@data-import/test-kit'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { readSecretKeyFile } from '../secrets/secret-key-file.js'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

const secret = 'hunter2-hunter2'
const provider = `
  const script = (resource, dependsOn) => ({
    dataSourceName: 'ACME', resource, dependsOn, importWindowDays: 30, async run() {},
  })
  export const scripts = [script('repository', []), script('commit', ['repository'])]
  export const configuration = [
    { key: 'ACME_TOKEN', description: 'a token', isSecret: true, isRequired: true },
    { key: 'ACME_URL', description: 'an address' },
  ]
  export async function check({ env }) {
    if (env.ACME_URL === 'broken') throw new Error('refused with ' + env.ACME_TOKEN)
    return [{ status: 'ok', message: 'reached ' + (env.ACME_URL ?? 'acme') }]
  }
`

let database: OwnTestDatabase
let workspace: Workspace

beforeAll(async () => {
  database = await createTestDatabase()
  workspace = await createWorkspace({ DATABASE_URL: database.url })
  await workspace.write('data-sources/acme.mjs', provider)
})

afterEach(() => database.db.dataSource.deleteMany())

afterAll(async () => {
  await workspace.remove()
  await database.close()
})

/** As the key of the workspace's folder decrypts it. */
async function decrypted(stored?: { dataSourceId: string; key: string; value: string }): Promise<string> {
  const file = await readSecretKeyFile(join(workspace.path, '.data-import'))
  if (!stored || !file) throw new Error('There is no value, or no key.')
  return decryptSecret(stored.value, stored, file.keys)
}

const add = (...more: string[]) =>
  workspace.run(['sources', 'add', 'acme', '--name', 'main', '--set', `ACME_TOKEN=${secret}`, ...more])

test('providers are listed with resources, dependencies and keys', async () => {
  const { code, stdout } = await workspace.run(['providers'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/ACME .*acme\.mjs/)
  expect(stdout).toMatch(/commit +repository +30 days/)
  expect(stdout).toMatch(/ACME_TOKEN +required, secret +- +a token/)
  const json = (await workspace.run(['providers', '--json'])).json<{ name: string }[]>()
  expect(json.map(({ name }) => name)).toEqual(['GIT', 'GITHUB', 'GITLAB', 'JENKINS', 'CIRCLECI', 'SONARQUBE', 'ACME'])
})

test('a data source is added in any case of letters, and listed without its secret', async () => {
  const added = await add('--set', `ACME_URL=https://bob:${secret}@acme.test`, '--interval', '60', '--json')
  expect(added.code).toBe(0)
  expect(added.json()).toMatchObject({
    name: 'main',
    provider: 'ACME',
    organizationId: 'default',
    syncIntervalMinutes: 60,
  })
  const list = await workspace.run(['sources', 'list'])
  expect(list.stdout).toContain('ACME_TOKEN=*** ACME_URL=https://***@acme.test')
  const json = await workspace.run(['sources', 'list', '--json'])
  expect(json.json()).toMatchObject([{ configuration: { ACME_TOKEN: '***' } }])
  expect(added.stdout + list.stdout + json.stdout).not.toContain(secret)
  const stored = await database.db.dataSourceConfig.findFirstOrThrow({ where: { key: 'ACME_TOKEN' } })
  expect(stored).toMatchObject({ value: expect.stringMatching(/^enc:v1:/), isSecret: true })
  expect(await decrypted(stored)).toBe(secret)
})

test('what is wrong is refused with what would be right', async () => {
  const unknownProvider = await workspace.run(['sources', 'add', 'acm', '--name', 'x'])
  expect(unknownProvider).toMatchObject({ code: 2, stdout: '' })
  expect(unknownProvider.stderr).toContain(
    'There is no provider "acm". Did you mean ACME? There are: GIT, GITHUB, GITLAB, JENKINS, CIRCLECI, SONARQUBE, ACME.',
  )
  expect((await add('--set', 'ACME_ULR=x')).stderr).toContain('Did you mean ACME_URL?')
  const missing = await workspace.run(['sources', 'add', 'ACME', '--name', 'x'])
  expect(missing).toMatchObject({ code: 2 })
  expect(missing.stderr).toContain('Missing: ACME_TOKEN (a token)')
  expect((await workspace.run(['sources', 'add', 'ACME'])).stderr).toContain('--name NAME')
  expect((await add()).code).toBe(0)
  const twice = await add('--json')
  expect(twice.code).toBe(2)
  expect(twice.json()).toEqual({ error: expect.stringContaining('already has a data source "main" (ACME)') })
  expect((await add('--organization', 'other')).code).toBe(0)
  const ambiguous = await workspace.run(['sources', 'disable', 'main'])
  expect(ambiguous.code).toBe(2)
  expect(ambiguous.stderr).toContain('Several data sources are named "main"')
})

test('what is missing is asked for on a terminal', async () => {
  const answers = { Name: 'asked', ACME_TOKEN: secret }
  expect((await workspace.run(['sources', 'add', 'acme'], { answers })).code).toBe(0)
  const [asked] = await database.db.dataSource.findMany({ include: { configs: true } })
  expect(asked).toMatchObject({ name: 'asked', configs: [{ key: 'ACME_TOKEN' }] })
  expect(await decrypted(asked?.configs[0])).toBe(secret)
})

test('on a terminal the provider is asked for too', async () => {
  const answers = { Provider: 'acme', Name: 'asked', ACME_TOKEN: secret }
  expect((await workspace.run(['sources', 'add'], { answers })).code).toBe(0)
  expect(await database.db.dataSource.findMany()).toMatchObject([{ name: 'asked', provider: 'ACME' }])
  const alone = await workspace.run(['sources', 'add'])
  expect(alone).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('There are: GIT, GITHUB, GITLAB, JENKINS, CIRCLECI, SONARQUBE, ACME.'),
  })
})

test('a folder that is not there is said at once, and asked for again on a terminal', async () => {
  const path = join(workspace.path, 'nowhere')
  const argv = ['sources', 'add', 'git', '--name', 'website', '--set', 'GIT_PATH=nowhere']
  const given = await workspace.run(argv)
  expect(given).toMatchObject({ code: 0, stderr: `warning: GIT_PATH: there is no folder ${path} on this machine.\n` })
  const changed = await workspace.run(['sources', 'set', 'website', '--set', 'GIT_PATH=nowhere'])
  expect(changed.stderr).toContain('there is no folder')
  const asked: string[] = []
  const answered = await workspace.run(['sources', 'add', 'git', '--name', 'other'], {
    answers: { GIT_PATH: 'nowhere' },
    onQuestion: (question) => asked.push(question),
  })
  expect(answered).toMatchObject({ code: 2, stderr: expect.stringContaining(`there is no folder ${path}`) })
  expect(asked).toHaveLength(3)
})

test('a secret can come from standard input', async () => {
  const argv = ['sources', 'add', 'acme', '--name', 'piped', '--set', 'ACME_TOKEN=-']
  expect((await workspace.run(argv, { stdin: `${secret}\n` })).code).toBe(0)
  const [stored] = await database.db.dataSourceConfig.findMany()
  expect(await decrypted(stored)).toBe(secret)
})

test('a key of a data source is changed and removed, and its rows stay', async () => {
  const { id } = (await add('--set', 'ACME_URL=https://acme.test', '--json')).json<{ id: string }>()
  const repository = { dataSourceId: id, externalId: '1', name: 'anvils', fullName: 'acme/anvils', provider: 'ACME' }
  await database.db.repository.create({ data: repository })
  const argv = ['sources', 'set', 'main', '--set', 'ACME_TOKEN=-', '--unset', 'ACME_URL']
  const changed = await workspace.run(argv, { stdin: `new-${secret}\n` })
  expect(changed).toMatchObject({ code: 0, stdout: 'Changed "main". Next: data-import sources check "main"\n' })
  const configs = await database.db.dataSourceConfig.findMany({ where: { dataSourceId: id } })
  expect(configs).toMatchObject([{ key: 'ACME_TOKEN', value: expect.stringMatching(/^enc:v1:/), isSecret: true }])
  expect(await decrypted(configs[0])).toBe(`new-${secret}`)
  expect(await database.db.repository.count()).toBe(1)
  const added = await workspace.run(['sources', 'set', id, '--set', 'ACME_URL=https://two.test', '--json'])
  expect(added.json()).toEqual({ id, name: 'main', set: ['ACME_URL'], unset: [] })
  expect((await workspace.run(['sources', 'check'])).stdout).toContain('ok reached https://two.test')
})

test('a change that would not do is refused, and changes nothing', async () => {
  await add()
  const refused = async (...argv: string[]) => {
    const { code, stderr } = await workspace.run(['sources', 'set', ...argv])
    expect(code).toBe(2)
    return stderr
  }
  expect(await refused('main')).toContain('use --set KEY=VALUE or --unset KEY')
  expect(await refused('mian', '--set', 'ACME_URL=x')).toContain('Did you mean "main"?')
  expect(await refused('main', '--set', 'ACME_ULR=x')).toContain('Did you mean ACME_URL?')
  expect(await refused('main', '--unset', 'ACME_URL')).toContain('"main" has no key ACME_URL. It has: ACME_TOKEN.')
  expect(await refused('main', '--unset', 'ACME_TOKEN')).toContain('Missing: ACME_TOKEN (a token)')
  expect(await refused('main', '--set', 'ACME_TOKEN=')).toContain('Missing: ACME_TOKEN (a token)')
  expect(await refused('main', '--set', 'ACME_TOKEN=x', '--unset', 'ACME_TOKEN')).toContain('both set and unset')
  expect((await add()).stderr).toContain('change its configuration: data-import sources set')
  expect(await decrypted((await database.db.dataSourceConfig.findMany())[0])).toBe(secret)
})

test('what was stored as a secret stays one, also where its provider is not loaded', async () => {
  const configs = { create: [{ key: 'PLACE', value: 'old', isSecret: true }] }
  await database.db.dataSource.create({ data: { name: 'gone', provider: 'GONE', organizationId: 'default', configs } })
  const { code, stderr } = await workspace.run(['sources', 'set', 'gone', '--set', `PLACE=${secret}`])
  expect(code).toBe(0)
  expect(stderr).toContain('The provider GONE is not loaded, so any key is accepted.')
  const [stored] = await database.db.dataSourceConfig.findMany()
  expect(stored).toMatchObject({ isSecret: true })
  expect(await decrypted(stored)).toBe(secret)
})

test('a check tells what would work, and never a secret', async () => {
  await add()
  expect(await workspace.run(['sources', 'check'])).toMatchObject({ code: 0, stdout: 'main\n  ok reached acme\n' })
  await workspace.run([
    'sources',
    'add',
    'acme',
    '--name',
    'bad',
    '--set',
    `ACME_TOKEN=${secret}`,
    '--set',
    'ACME_URL=broken',
  ])
  const bad = await workspace.run(['sources', 'check', 'bad', '--json'])
  expect(bad.code).toBe(1)
  expect(bad.json()).toEqual([
    {
      dataSource: 'bad',
      provider: 'ACME',
      findings: [{ status: 'error', message: 'The check failed: refused with ***' }],
    },
  ])
  await database.db.dataSource.create({ data: { name: 'gone', provider: 'GONE', organizationId: 'default' } })
  expect((await workspace.run(['sources', 'check', 'gone'])).stdout).toContain('The provider GONE is not loaded')
})

test('a data source is disabled and enabled by name', async () => {
  await add()
  expect(await workspace.run(['sources', 'disable', 'main'])).toMatchObject({
    code: 0,
    stdout: '"main" is disabled.\n',
  })
  expect((await workspace.run(['sources', 'enable', 'main', '--json'])).json()).toMatchObject({ isEnabled: true })
  const unknown = await workspace.run(['sources', 'enable', 'mian'])
  expect(unknown).toMatchObject({ code: 2 })
  expect(unknown.stderr).toContain('Did you mean "main"?')
})

test('a data source is removed with its rows only when that is confirmed', async () => {
  const { id } = (await add('--json')).json<{ id: string }>()
  const repository = { dataSourceId: id, externalId: '1', name: 'anvils', fullName: 'acme/anvils', provider: 'ACME' }
  await database.db.repository.create({ data: repository })
  const unconfirmed = await workspace.run(['sources', 'remove', 'main'])
  expect(unconfirmed).toMatchObject({ code: 2 })
  expect(unconfirmed.stderr).toContain('This removes "main" and 1 row (1 Repository). Confirm with --yes.')
  expect((await workspace.run(['sources', 'remove', 'main'], { answers: { Remove: '' } })).stderr).toContain(
    'Nothing was removed',
  )
  expect(await database.db.dataSource.count()).toBe(1)
  expect((await workspace.run(['sources', 'remove', 'main', '--yes'])).code).toBe(0)
  expect([await database.db.dataSource.count(), await database.db.repository.count()]).toEqual([0, 0])
})
