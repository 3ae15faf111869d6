import { expect, it } from 'vitest'
import { allCompleted, statusesOf, useJenkinsImports } from './testing/jenkins-imports.fixture.js'

const imports = useJenkinsImports()
const scmUrl = 'https://github.com/acme/web.git'

/** A pass that must complete, the truth after it, and how many requests it took. */
async function passAndCompare(dataSourceId: string): Promise<number> {
  imports.jenkins().traffic.reset()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  await imports.expectTruth(dataSourceId)
  return imports.jenkins().traffic.requests
}

it('a build that runs for weeks is read again in each pass until it ends, however many came after it', async () => {
  const jenkins = imports.jenkins()
  jenkins.addJob('web', { scmUrl })
  const slow = jenkins.start('web', { stages: ['Build', 'Deploy'] })
  const source = await imports.addSource()
  await passAndCompare(source.id)
  for (let count = 0; count < 130; count++) jenkins.build('web')
  imports.later(24)
  await passAndCompare(source.id)
  const [stage] = jenkins.running('web', slow.number).stages
  if (stage) Object.assign(stage, { status: 'SUCCESS', durationMillis: 5_000 })
  imports.later(24 * 20)
  expect(await passAndCompare(source.id)).toBeLessThanOrEqual(4)
  jenkins.running('web', slow.number).result = 'UNSTABLE'
  await passAndCompare(source.id)
  jenkins.finish('web', slow.number, { result: 'FAILURE', tests: { passed: 3, failed: 2, skipped: 1, seconds: 0.25 } })
  await passAndCompare(source.id)
  imports.later()
  expect(await passAndCompare(source.id)).toBe(1)
})

it('a job that was recreated keeps its former builds, and the new ones of the same numbers are others', async () => {
  const jenkins = imports.jenkins()
  jenkins.addJob('web', { scmUrl })
  for (let count = 0; count < 5; count++) jenkins.build('web', { stages: ['Build'] })
  jenkins.start('web', { stages: ['Build'] })
  const source = await imports.addSource()
  await passAndCompare(source.id)
  imports.later()
  jenkins.recreate('web')
  jenkins.build('web', { stages: ['Build', 'Test'] })
  await passAndCompare(source.id)
  const runs = await imports.db().pipelineRun.findMany({ orderBy: { createdAt: 'asc' } })
  expect(runs.map(({ number, status }) => [number, status])).toEqual([
    ...[1, 2, 3, 4, 5].map((number) => [number, 'DONE']),
    [6, 'DONE'],
    [1, 'DONE'],
  ])
  expect(runs[5]).toMatchObject({ result: null, finishedAt: null, durationMs: null })
})

it('stages that a build no longer has go', async () => {
  const jenkins = imports.jenkins()
  jenkins.addJob('web', { scmUrl })
  const build = jenkins.start('web', { stages: ['Build', 'Test', 'Deploy'] })
  const source = await imports.addSource()
  await passAndCompare(source.id)
  build.stages.splice(1, 2)
  await passAndCompare(source.id)
  expect(await imports.db().job.count()).toBe(1)
})

it('a job that is no longer listed gets removedAt, keeps its builds, and loses it when it comes back', async () => {
  const jenkins = imports.jenkins()
  jenkins.addFolder('apps')
  for (const name of ['apps/web', 'apps/api']) {
    jenkins.addJob(name, { scmUrl })
    jenkins.build(name)
  }
  const source = await imports.addSource()
  await passAndCompare(source.id)
  jenkins.remove('apps/web')
  await passAndCompare(source.id)
  expect(await imports.db().pipeline.count({ where: { removedAt: { not: null } } })).toBe(1)
  expect(await imports.db().pipelineRun.count()).toBe(2)
  imports.later()
  jenkins.addJob('apps/web', { scmUrl })
  jenkins.build('apps/web')
  await passAndCompare(source.id)
  expect(await imports.db().pipeline.count({ where: { removedAt: { not: null } } })).toBe(0)
})

it('says once that Jenkins lists no job any more', async () => {
  const jenkins = imports.jenkins()
  jenkins.addJob('web', { scmUrl })
  await imports.addSource()
  await imports.pass()
  jenkins.remove('web')
  expect((await imports.pass()).status).not.toBe('completed')
  const [record] = await imports.ledger('pipeline')
  expect(record?.status).toBe('UNAVAILABLE')
  expect(record?.reason).toContain('Jenkins lists no job any more, and listed 1 before')
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
})

it('a build knows the build of another job that started it, in whichever order they are read', async () => {
  const jenkins = imports.jenkins()
  jenkins.addJob('a-child', { scmUrl })
  jenkins.addJob('z-parent', { scmUrl })
  const parent = jenkins.build('z-parent')
  imports.later()
  jenkins.build('a-child', { causes: [{ kind: 'upstream', job: 'z-parent', number: parent.number }] })
  const source = await imports.addSource()
  await passAndCompare(source.id)
  expect(await passAndCompare(source.id)).toBe(1)
})

it('a build knows the build that started it also when the job of that one is gone', async () => {
  const jenkins = imports.jenkins()
  for (const name of ['child', 'parent']) jenkins.addJob(name, { scmUrl })
  const parent = jenkins.build('parent')
  const source = await imports.addSource()
  await passAndCompare(source.id)
  imports.later()
  jenkins.build('child', { causes: [{ kind: 'upstream', job: 'parent', number: parent.number }] })
  jenkins.remove('parent')
  await passAndCompare(source.id)
})

it('takes names and addresses of people from their page, once', async () => {
  const jenkins = imports.jenkins()
  jenkins.addUser('ana', { fullName: 'Ana of acme', email: 'ana@acme.example' })
  jenkins.addJob('web')
  const causes = ['ana', 'gone'].map((userId) => ({ kind: 'user' as const, userId, userName: userId }))
  for (const cause of causes) jenkins.build('web', { causes: [cause] })
  const source = await imports.addSource()
  await passAndCompare(source.id)
  const people = await imports.db().contributor.findMany({ orderBy: { externalId: 'asc' } })
  expect(people.map(({ login, name, email }) => [login, name, email])).toEqual([
    ['ana', 'Ana of acme', 'ana@acme.example'],
    ['gone', 'gone', null],
  ])
  jenkins.build('web', { causes: [{ kind: 'user', userId: 'ana', userName: 'Ana of acme' }] })
  await passAndCompare(source.id)
  expect([...jenkins.traffic.byRoute.keys()]).not.toContain('GET /user')
})

it('reads no build from before JENKINS_SINCE, and only the jobs and folders that are wanted', async () => {
  const jenkins = imports.jenkins()
  for (const folder of ['apps', 'legacy']) {
    jenkins.addFolder(folder)
    for (const name of ['web', 'old']) {
      jenkins.addJob(`${folder}/${name}`, { scmUrl })
      for (const day of ['2024-12-31T23:00:00Z', '2025-01-31T01:00:00Z']) {
        jenkins.build(`${folder}/${name}`, { timestamp: new Date(day) })
      }
    }
  }
  await imports.addSource({ JENKINS_SINCE: '2025-01-31', JENKINS_FOLDERS: 'apps', JENKINS_EXCLUDE: '*/OLD' })
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  const runs = await imports.db().pipelineRun.findMany()
  expect(runs.map(({ externalId }) => externalId.split('@')[0])).toEqual(['apps/web#2'])
})

it('a backfill reads an older window and moves nothing', async () => {
  const jenkins = imports.jenkins()
  jenkins.addJob('web', { scmUrl })
  jenkins.build('web', { timestamp: new Date('2024-06-01T00:00:00Z'), stages: ['Build'] })
  jenkins.build('web', { timestamp: new Date('2025-06-01T00:00:00Z') })
  const source = await imports.addSource({ JENKINS_SINCE: '2025-01-31' })
  await imports.pass()
  const before = await imports.ledger('pipeline-run')
  const window = { startDate: new Date('2024-01-01'), endDate: new Date('2025-01-01') }
  expect(statusesOf(await imports.pass({ window }))).toEqual(allCompleted)
  await imports.expectTruth(source.id)
  const states = (records: typeof before) => records.map(({ watermark, state }) => ({ watermark, state }))
  expect(states(await imports.ledger('pipeline-run'))).toEqual(states(before))
})
