import { populate } from '@data-import/fake-github'
import { expect, it } from 'vitest'
import { expectedRows } from './testing/expected-rows.js'
import { allCompleted, statusesOf, useGithubImports } from './testing/github-imports.fixture.js'
import { storedRows } from './testing/stored-rows.js'

const imports = useGithubImports()

it('two data sources of different organisations and tokens at once keep to their own rows', async () => {
  const other = imports.github().addOrganization('other')
  await populate(imports.acme(), { repositories: 3, seed: 1, commitsOfLargest: 60 })
  await populate(other, { repositories: 3, seed: 2, commitsOfLargest: 60 })
  const first = await imports.addSource()
  const second = await imports.addSource({ GITHUB_ORG: 'other', GITHUB_TOKEN: other.token }, 'other')
  const result = await imports.pass()
  const ofBoth = [...Object.values(allCompleted), ...Object.values(allCompleted)]
  expect(result.runs.map(({ status }) => status)).toEqual(ofBoth)
  for (const [owner, source] of [
    [imports.acme(), first],
    [other, second],
  ] as const) {
    const expected = await expectedRows(owner)
    expect(await storedRows(imports.db(), source.id, expected)).toEqual(expected)
  }
  expect(new Set(imports.github().traffic.log.map(({ token }) => token)).size).toBe(2)
})

it('a GitHub App imports with tokens that it renews, and finds its installation itself', async () => {
  await imports.acme().addRepository({ name: 'anvils', commits: 5 })
  const app = imports.github().addApp({ owner: 'acme' })
  await imports.addSource({
    GITHUB_TOKEN: '',
    GITHUB_APP_ID: String(app.appId),
    GITHUB_APP_PRIVATE_KEY: app.privateKey.replaceAll('\n', '\\n'),
  })
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  expect(await imports.db().commit.count()).toBe(5)
})

it('only repositories that the patterns want are imported, and one that they leave out does not count as missing', async () => {
  for (const name of ['api-users', 'api-orders', 'api-old', 'website']) {
    await imports.acme().addRepository({ name, commits: 1 })
  }
  await imports.addSource({ GITHUB_INCLUDE: 'api-*', GITHUB_EXCLUDE: '*-old' })
  await imports.pass()
  const names = async () =>
    (await imports.db().repository.findMany({ orderBy: { name: 'asc' } })).map(({ name }) => name)
  expect(await names()).toEqual(['api-orders', 'api-users'])
})

it('a user is imported like an organisation', async () => {
  const ana = imports.github().addUser('ana')
  await ana.addRepository({ name: 'notes', commits: 3 })
  await imports.addSource({ GITHUB_ORG: '', GITHUB_USER: 'ana', GITHUB_TOKEN: ana.token })
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  expect(await imports.db().repository.findMany()).toMatchObject([{ fullName: 'ana/notes' }])
  expect(await imports.db().contributor.findFirst({ where: { login: 'ana' } })).not.toBeNull()
})

it('a backfill reads the window again, and moves nothing', async () => {
  const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 30 })
  await anvils.openIssue()
  await anvils.openPullRequest()
  await anvils.finishRun((await anvils.startRun()).id)
  await imports.addSource()
  await imports.pass()
  const before = await imports.ledger('commit')
  const endDate = new Date(imports.now().getTime() + 3_600_000)
  await imports.db().commit.updateMany({ data: { message: 'changed' } })
  await imports.db().issue.deleteMany()
  await imports.db().job.deleteMany()
  const window = { startDate: new Date(imports.now().getTime() - 400 * 86_400_000), endDate }
  expect(statusesOf(await imports.pass({ window }))).toEqual(allCompleted)
  expect(await imports.db().commit.count({ where: { message: 'changed' } })).toBe(0)
  expect(await imports.db().issue.count()).toBe(1)
  expect(await imports.db().job.count()).toBe(2)
  expect(await imports.ledger('commit')).toEqual(before)
})
