import { afterEach, beforeEach, expect, it } from 'vitest'
import type { FakeJenkins } from './fake-jenkins.js'
import { populate } from './populate/populate.js'
import { startFakeJenkins } from './start-fake-jenkins.js'

let fake: FakeJenkins
beforeEach(async () => {
  fake = await startFakeJenkins({ rootUrl: 'http://wrong.example' })
})
afterEach(() => fake.close())

const ask = (path: string, as = `${fake.user.id}:${fake.user.token}`) =>
  fetch(`${fake.url}${path}`, { headers: as === '' ? {} : { authorization: `Basic ${btoa(as)}` }, redirect: 'manual' })

it('prints the root address that it was told, whatever it is reached by', async () => {
  fake.addFolder('a b')
  fake.addJob('a b/x%2Fy')
  const body = await (await ask('/api/json?tree=jobs[url,jobs[url]]')).json()
  expect(body).toMatchObject({
    jobs: [{ url: 'http://wrong.example/job/a%20b/', jobs: [{ url: 'http://wrong.example/job/a%20b/job/x%252Fy/' }] }],
  })
  expect((await ask('/job/a%20b/job/x%252Fy/api/json')).status).toBe(200)
  expect((await ask('/job/a%20b/job/x%2Fy/api/json')).status).toBe(404)
})

it('answers with pages for people where it refuses', async () => {
  fake.addJob('secret')
  fake.forbid('secret')
  for (const [path, as, status] of [
    ['/api/json', '', 403],
    ['/api/json', 'importer:wrong', 401],
    ['/job/secret/api/json', undefined, 403],
    ['/job/none/api/json', undefined, 404],
    ['/api/json?tree=jobs[', undefined, 400],
  ] as const) {
    const response = await ask(path, as)
    expect([path, response.status]).toEqual([path, status])
    expect(response.headers.get('content-type')).toMatch(/^text\/html/)
  }
})

it('keeps holes, starts at 1 again where a job is recreated, and has a build without an end', async () => {
  fake.addJob('web')
  for (let count = 0; count < 3; count++) fake.build('web')
  fake.discard('web', 2)
  fake.start('web')
  const builds = async () => {
    const answer = await ask('/job/web/api/json?tree=allBuilds[number,building,duration,result]{0,9}')
    const { allBuilds } = (await answer.json()) as {
      allBuilds: { number: number; building: boolean; duration: number }[]
    }
    return allBuilds
  }
  expect((await builds()).map(({ number }) => number)).toEqual([4, 3, 1])
  expect((await builds())[0]).toMatchObject({ building: true, duration: 0, result: null })
  fake.recreate('web')
  fake.build('web')
  expect((await builds()).map(({ number }) => number)).toEqual([1])
})

it('makes up the same jobs for the same seed', async () => {
  const truths = await Promise.all(
    [1, 1, 2].map(async (seed) => {
      const other = await startFakeJenkins({ seed, now: () => new Date('2026-01-01') })
      populate(other, { jobs: 4, buildsOfLargest: 9 })
      await other.close()
      return JSON.stringify([...other.truth().jobs.values()])
    }),
  )
  expect(truths[0]).toBe(truths[1])
  expect(truths[0]).not.toBe(truths[2])
})
