import Jenkins from 'jenkins'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { FakeJenkins } from './fake-jenkins.js'
import { startFakeJenkins } from './start-fake-jenkins.js'

let fake: FakeJenkins
let client: Jenkins

beforeEach(async () => {
  fake = await startFakeJenkins()
  const url = new URL(fake.url)
  url.username = fake.user.id
  url.password = fake.user.token
  client = new Jenkins({ baseUrl: url.href })
})
afterEach(() => fake.close())

it('a client that nobody here wrote lists jobs, and reads builds in folders and of branches', async () => {
  fake.addFolder('apps')
  fake.addJob('apps/web', { kind: 'freestyle' })
  fake.addFolder('site', { kind: 'multibranch' })
  fake.addJob('site/feature%2Fx')
  for (let count = 0; count < 120; count++) fake.build('apps/web')
  fake.start('site/feature%2Fx')
  expect(await client.info()).toMatchObject({ mode: 'NORMAL', jobs: [{ name: 'apps' }, { name: 'site' }] })
  expect((await client.job.list('apps')).map(({ name, color }) => [name, color])).toEqual([['web', 'blue']])
  const job = await client.job.get('apps/web')
  expect(job.lastBuild?.number).toBe(120)
  // Without a range there are no more.
  expect(job.builds).toHaveLength(100)
  expect(await client.build.get('apps/web', 7)).toMatchObject({ number: 7, result: 'SUCCESS', building: false })
  expect(await client.build.get('site/feature%2Fx', 1, { tree: 'number,building,fullDisplayName' })).toEqual({
    _class: 'org.jenkinsci.plugins.workflow.job.WorkflowRun',
    number: 1,
    building: true,
    fullDisplayName: 'site » feature/x #1',
  })
  expect(await client.job.exists('apps/none')).toBe(false)
})

it('refuses a token that was revoked', async () => {
  fake.revoke(fake.user.id)
  await expect(client.info()).rejects.toThrow(/401|unauthorized/i)
})
