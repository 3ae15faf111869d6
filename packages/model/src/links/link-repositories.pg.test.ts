import { useTestDatabase } from '@data-import/test-kit'
import { beforeEach, describe, expect, it } from 'vitest'
import { remoteKeyOf } from '../remote-key.js'
import { countUnlinked, linkRepositories } from './link-repositories.js'

const database = useTestDatabase()
let forge = ''
let builds = ''
let lastId = 0
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  forge = await source('GITHUB')
  builds = await source('CIRCLECI')
})

const next = () => String(++lastId)
const link = () => linkRepositories.run({ db: database.db, schema: 'data' })

async function source(provider: string, organizationId = 'acme'): Promise<string> {
  const data = { organizationId, name: `${provider} ${next()}`, provider }
  return (await database.db.dataSource.create({ data })).id
}

async function repository(address: string, dataSourceId = forge, caseInsensitiveHosts: string[] = []): Promise<string> {
  const remoteKey = remoteKeyOf(address, { caseInsensitiveHosts })
  const named = { provider: 'GITHUB', name: 'web', fullName: 'acme/web' }
  return (await database.db.repository.create({ data: { ...named, dataSourceId, externalId: next(), remoteKey } })).id
}

async function commit(repositoryId: string, sha: string, dataSourceId = forge): Promise<void> {
  await database.db.commit.create({ data: { dataSourceId, externalId: next(), repositoryId, sha, message: 'Change' } })
}

async function pipeline(address: string | null, repositoryId: string | null = null): Promise<string> {
  const data = { dataSourceId: builds, externalId: next(), remoteKey: remoteKeyOf(address), repositoryId }
  return (await database.db.pipeline.create({ data })).id
}

async function run(pipelineId: string | null, sha: string | null): Promise<string> {
  const data = { dataSourceId: builds, externalId: next(), pipelineId, sha }
  return (await database.db.pipelineRun.create({ data })).id
}

const runCommit = (pipelineRunId: string, sha: string, address: string, isPrimary: boolean) =>
  database.db.pipelineRunCommit.create({
    data: { dataSourceId: builds, externalId: next(), pipelineRunId, sha, remoteKey: remoteKeyOf(address), isPrimary },
  })

async function deployment(pipelineRunId: string | null, sha: string | null): Promise<string> {
  const data = { dataSourceId: builds, externalId: next(), pipelineRunId, sha }
  return (await database.db.deployment.create({ data })).id
}

const ofPipeline = async (id: string) => (await database.db.pipeline.findUniqueOrThrow({ where: { id } })).repositoryId
const ofRun = async (id: string) => (await database.db.pipelineRun.findUniqueOrThrow({ where: { id } })).repositoryId
const ofDeployment = async (id: string) =>
  (await database.db.deployment.findUniqueOrThrow({ where: { id } })).repositoryId

describe('a pipeline finds its repository by the address', () => {
  it.each([
    ['git@github.com:Acme/Web.git', 'https://github.com/acme/web'],
    ['ssh://git@ssh.github.com:443/acme/web', 'https://x:y@github.com/acme/web/'],
    ['ssh://git@gitlab.acme.example:2222/a/b/c.git', 'https://gitlab.acme.example/a/b/c'],
    ['https://gitlab.acme.example:443/a/b.git', 'git@gitlab.acme.example:a/b'],
    ['https://forge.example:8443/a/b', 'https://forge.example:8443/a/b.git'],
  ])('%s is %s', async (of, address) => {
    const web = await repository(address)
    const id = await pipeline(of)
    await link()
    expect(await ofPipeline(id)).toBe(web)
  })

  it('in any case, where case does not matter on its host', async () => {
    const web = await repository('https://ghe.acme.example/Acme/Web', forge, ['ghe.acme.example'])
    const exact = await repository('https://strict.example/Acme/Web')
    const [any, right, wrong] = [
      await pipeline('https://ghe.acme.example/Acme/Web'),
      await pipeline('https://strict.example/Acme/Web'),
      await pipeline('https://strict.example/acme/web'),
    ]
    await link()
    expect([await ofPipeline(any), await ofPipeline(right), await ofPipeline(wrong)]).toEqual([web, exact, null])
  })

  it.each([
    ['https://forge.example:8443/a/b', 'https://forge.example/a/b'],
    ['https://github.com/somebody/web', 'https://github.com/acme/web'],
  ])('%s is not %s', async (of, address) => {
    await repository(address)
    const id = await pipeline(of)
    await link()
    expect(await ofPipeline(id)).toBeNull()
    expect(await countUnlinked(database.db)).toEqual([{ table: 'Pipeline', reason: 'not imported', rows: 1 }])
  })
})

describe('in whichever order data sources are added', () => {
  it('builds first, and the repository later', async () => {
    const id = await pipeline('https://github.com/acme/web')
    const built = await run(id, 'c1')
    await link()
    expect(await ofRun(built)).toBeNull()
    const web = await repository('https://github.com/acme/web')
    await link()
    expect([await ofPipeline(id), await ofRun(built)]).toEqual([web, web])
  })

  it('a second data source with the same repository takes the link away, and gives it back when it goes', async () => {
    const web = await repository('https://github.com/acme/web')
    const id = await pipeline('https://github.com/acme/web')
    await link()
    const git = await source('GIT')
    await repository('git@github.com:acme/web', git)
    await link()
    expect(await ofPipeline(id)).toBeNull()
    expect(await countUnlinked(database.db)).toEqual([{ table: 'Pipeline', reason: 'several repositories', rows: 1 }])
    await database.db.dataSource.delete({ where: { id: git } })
    await link()
    expect(await ofPipeline(id)).toBe(web)
  })

  it('removing the forge leaves the builds, without a repository', async () => {
    await repository('https://github.com/acme/web')
    const id = await pipeline('https://github.com/acme/web')
    const built = await run(id, 'c1')
    await link()
    await database.db.dataSource.delete({ where: { id: forge } })
    expect([await ofPipeline(id), await ofRun(built)]).toEqual([null, null])
  })
})

describe('a run finds its repository', () => {
  it('by its commit, where its pipeline has no address or that of no imported repository', async () => {
    const web = await repository('https://github.com/acme/web')
    await commit(web, 'c1')
    const without = await run(await pipeline(null), 'c1')
    const mirror = await run(await pipeline('https://mirror.example/web'), 'c1')
    const [unknown, nothing] = [await run(null, 'c2'), await run(null, null)]
    await link()
    expect([await ofRun(without), await ofRun(mirror)]).toEqual([web, web])
    expect([await ofRun(unknown), await ofRun(nothing)]).toEqual([null, null])
    expect(await countUnlinked(database.db)).toEqual([
      { table: 'Pipeline', reason: 'no address or commit', rows: 1 },
      { table: 'Pipeline', reason: 'not imported', rows: 1 },
      { table: 'PipelineRun', reason: 'no address or commit', rows: 1 },
      { table: 'PipelineRun', reason: 'not imported', rows: 1 },
    ])
  })

  it('by its address and not by its commit, where a fork has the same one', async () => {
    const web = await repository('https://github.com/acme/web')
    const fork = await repository('https://github.com/contributor/web')
    for (const id of [web, fork]) await commit(id, 'c1')
    const addressed = await run(await pipeline('https://github.com/contributor/web'), 'c1')
    const byCommitAlone = await run(null, 'c1')
    await link()
    expect([await ofRun(addressed), await ofRun(byCommitAlone)]).toEqual([fork, null])
  })

  it('by both, where two repositories have one address and one of them the commit', async () => {
    const git = await source('GIT')
    const web = await repository('https://github.com/acme/web')
    await repository('https://github.com/acme/web', git)
    await commit(web, 'c1')
    const built = await run(await pipeline('https://github.com/acme/web'), 'c1')
    await link()
    expect(await ofRun(built)).toBe(web)
  })

  it('by its primary commit, and not by that of a shared library', async () => {
    const web = await repository('https://github.com/acme/web')
    await repository('https://github.com/acme/library')
    const built = await run(await pipeline(null), null)
    await runCommit(built, 'c9', 'https://github.com/acme/library', false)
    await runCommit(built, 'c1', 'git@github.com:acme/web.git', true)
    await link()
    expect(await ofRun(built)).toBe(web)
  })

  it('by a commit of a pull request that is in no history', async () => {
    const web = await repository('https://github.com/acme/web')
    const pullRequest = await database.db.pullRequest.create({
      data: { dataSourceId: forge, externalId: next(), repositoryId: web, number: 1, title: 'Change', state: 'OPEN' },
    })
    await database.db.pullRequestCommit.create({
      data: { dataSourceId: forge, externalId: next(), pullRequestId: pullRequest.id, sha: 'c7', position: 1 },
    })
    const built = await run(null, 'c7')
    await link()
    expect(await ofRun(built)).toBe(web)
  })

  it('in its own organisation alone', async () => {
    await repository('https://github.com/acme/web', await source('GITHUB', 'other'))
    const built = await run(await pipeline('https://github.com/acme/web'), 'c1')
    await link()
    expect(await ofRun(built)).toBeNull()
  })
})

it('a deployment has the repository of its run, else that of its commit', async () => {
  const web = await repository('https://github.com/acme/web')
  const api = await repository('https://github.com/acme/api')
  await commit(api, 'c2')
  const built = await run(await pipeline('https://github.com/acme/web'), 'c1')
  const ids = [await deployment(built, 'c1'), await deployment(null, 'c2'), await deployment('nowhere', null)]
  await link()
  expect(await Promise.all(ids.map(ofDeployment))).toEqual([web, api, null])
})

it('a quality project finds its repository by its address, else by the commits that were analysed', async () => {
  const web = await repository('https://github.com/acme/web')
  await commit(web, 'c1')
  const project = async (remoteKey: string | null, revision: string) => {
    const data = { dataSourceId: builds, externalId: next(), projectKey: next(), remoteKey }
    const { id } = await database.db.qualityProject.create({ data })
    const measure = { dataSourceId: builds, externalId: next(), projectKey: data.projectKey, qualityProjectId: id }
    await database.db.qualityMeasure.create({ data: { ...measure, metric: 'ncloc', analysedAt: new Date(), revision } })
    return id
  }
  const ids = [await project('github.com/acme/web', 'c9'), await project(null, 'c1'), await project(null, 'c9')]
  await link()
  const found = await database.db.qualityProject.findMany({
    where: { id: { in: ids } },
    orderBy: { externalId: 'asc' },
  })
  expect(Object.fromEntries(found.map(({ id, repositoryId }) => [id, repositoryId]))).toEqual({
    [ids[0] ?? '']: web,
    [ids[1] ?? '']: web,
    [ids[2] ?? '']: null,
  })
})

it('what the data source itself gave stays, and a second time nothing is written', async () => {
  const own = await repository('https://circleci.example/own', builds)
  await repository('https://github.com/acme/web')
  const given = await pipeline('https://github.com/acme/web', own)
  const id = await pipeline('https://github.com/acme/web')
  const built = await run(id, 'c1')
  await link()
  expect(await ofPipeline(given)).toBe(own)
  const versions = () =>
    database.db.$queryRawUnsafe<{ xmin: string }[]>(
      `select xmin::text from data."Pipeline" union all select xmin::text from data."PipelineRun" where id = '${built}' order by 1`,
    )
  const before = await versions()
  await link()
  expect(await versions()).toEqual(before)
})
