import { populate } from '@data-import/fake-jenkins'
import { describe, expect, it } from 'vitest'
import { allCompleted, statusesOf, useJenkinsImports } from './testing/jenkins-imports.fixture.js'

const imports = useJenkinsImports()

describe('what nobody but a person can mend fails the run, and is never taken for nothing to import', () => {
  it.each([
    ['somebody without an account', { JENKINS_USER: '', JENKINS_TOKEN: '' }, 'set JENKINS_USER and JENKINS_TOKEN'],
    ['a token of nobody', { JENKINS_USER: 'left', JENKINS_TOKEN: 'abcdefgh' }, 'refused the credentials (401'],
  ])('%s', async (_, settings, message) => {
    populate(imports.jenkins(), { jobs: 1, buildsOfLargest: 2 })
    await imports.addSource(settings)
    const result = await imports.pass()
    expect(result.status).not.toBe('completed')
    expect(statusesOf(result).pipeline).toMatch(/^FAILED: /)
    expect(statusesOf(result).pipeline).toContain(message)
  })

  it('a page to log in, behind a redirect', async () => {
    await imports.restart({ anonymous: 'login-page' })
    await imports.addSource({ JENKINS_USER: '', JENKINS_TOKEN: '' })
    expect(statusesOf(await imports.pass()).pipeline).toMatch(/^FAILED: Jenkins answered with a page for people/)
  })

  it('a path that is none of Jenkins', async () => {
    await imports.addSource({ JENKINS_URL: `${imports.jenkins().url}/wrong` })
    expect(statusesOf(await imports.pass()).pipeline).toContain('is JENKINS_URL the address of Jenkins')
  })

  it('a user that is deleted in the middle of a pass', async () => {
    const jenkins = imports.jenkins()
    populate(jenkins, { jobs: 3, buildsOfLargest: 20 })
    const source = await imports.addSource()
    let requests = 0
    const unhook = jenkins.faults.onRequest(() => {
      if (++requests === 6) jenkins.revoke('importer')
    })
    const result = await imports.pass()
    unhook()
    expect(Object.values(statusesOf(result)).join('\n')).toContain('refused the credentials (401')
    expect(result.status).not.toBe('completed')
    jenkins.addUser('importer', { token: jenkins.user.token })
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await imports.expectTruth(source.id)
  })
})

it('a job that the user may not read is UNAVAILABLE with the permission that lacks, and the others are imported', async () => {
  const jenkins = imports.jenkins()
  for (const name of ['open', 'secret']) {
    jenkins.addJob(name)
    jenkins.build(name)
  }
  jenkins.forbid('secret')
  const source = await imports.addSource()
  expect((await imports.pass()).status).not.toBe('completed')
  const [open, secret] = await imports.ledger('pipeline-run')
  expect(open?.status).toBe('COMPLETE')
  expect([secret?.status, secret?.reason]).toEqual([
    'UNAVAILABLE',
    'no access (403): the user lacks the permission Job/Read',
  ])
  jenkins.forbid('secret', false)
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  await imports.expectTruth(source.id)
})

it('a job that is deleted in the middle of its walk is not complete, and the next pass knows that it is gone', async () => {
  const jenkins = imports.jenkins()
  jenkins.addJob('web', { scmUrl: 'https://github.com/acme/web.git' })
  for (let count = 0; count < 130; count++) jenkins.build('web')
  jenkins.addJob('api')
  const source = await imports.addSource()
  const unhook = jenkins.faults.onRequest(({ query }) => {
    if (query.get('tree')?.includes('{99,')) jenkins.remove('web')
  })
  expect((await imports.pass()).status).not.toBe('completed')
  unhook()
  const records = await imports.ledger('pipeline-run')
  expect(records.find(({ name }) => name === 'web')?.status).toBe('UNAVAILABLE')
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  await imports.expectTruth(source.id)
})

it('builds that are discarded between two pages let none slip by', async () => {
  const jenkins = imports.jenkins()
  jenkins.addJob('web')
  for (let count = 0; count < 330; count++) jenkins.build('web')
  const source = await imports.addSource()
  const unhook = jenkins.faults.onRequest(({ query }) => {
    if (!query.get('tree')?.startsWith('allBuilds[number,id,timestamp,duration')) return
    for (const { number } of jenkins.truth().jobs.get('web')?.builds.slice(-20, -15) ?? [])
      jenkins.discard('web', number)
  })
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  unhook()
  await imports.expectTruth(source.id)
})

it('without the plugin for stages there are none, and no build is asked for more than once', async () => {
  await imports.restart({ hasStageView: false })
  const jenkins = imports.jenkins()
  jenkins.addJob('web')
  for (let count = 0; count < 15; count++) jenkins.build('web')
  await imports.addSource()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  expect(jenkins.traffic.log.filter(({ path }) => path.includes('wfapi')).length).toBe(2)
  expect(await imports.db().job.count()).toBe(0)
})

it('a Jenkins that shows no tests among the actions of builds is asked for the report of each', async () => {
  await imports.restart({ showsTests: false })
  populate(imports.jenkins(), { jobs: 3, buildsOfLargest: 40 })
  const source = await imports.addSource()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  await imports.expectTruth(source.id)
})

it('sends no credentials to another host, wherever a redirect leads', async () => {
  const jenkins = imports.jenkins()
  populate(jenkins, { jobs: 2, buildsOfLargest: 3 })
  await imports.addSource()
  jenkins.faults.foreignRedirect({ match: /allBuilds/ })
  expect((await imports.pass()).status).not.toBe('completed')
  expect(jenkins.traffic.foreignCredentials).toEqual([])
})
