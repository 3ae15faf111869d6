import type { FakeRepository } from '@data-import/fake-github'
import { beforeEach, describe, expect, it } from 'vitest'
import { expectedRows } from './testing/expected-rows.js'
import { allCompleted, statusesOf, useGithubImports } from './testing/github-imports.fixture.js'
import { storedRows } from './testing/stored-rows.js'

const imports = useGithubImports()
const hourMs = 3_600_000
let anvils: FakeRepository

beforeEach(async () => {
  anvils = await imports.acme().addRepository({ name: 'anvils', commits: 2 })
})

const ago = (hours: number) => new Date(imports.now().getTime() - hours * hourMs)

async function ended(jobs: readonly string[], conclusion: 'success' | 'cancelled' | 'skipped' = 'success', hours = 9) {
  const { id } = await anvils.startRun({ jobs, createdAt: ago(hours + 1) })
  await anvils.finishRun(id, { conclusion, finishedAt: ago(hours) })
  return id
}

/** One of each: several jobs of one name, more jobs than a page, none, all skipped, run again, in progress. */
async function addRuns(): Promise<void> {
  await ended(['test (1)', 'test', 'test', 'lint'])
  await ended(Array.from({ length: 230 }, (_, index) => `shard (${index % 150})`))
  await ended([], 'cancelled')
  await ended(['build', 'deploy'], 'skipped')
  await anvils.rerun(await ended(['build', 'flaky'], 'success', 5))
  const again = await ended(['build'], 'success', 4)
  await anvils.rerun(again)
  await anvils.finishRun(again)
  await anvils.startRun({ jobs: ['build'], createdAt: ago(1) })
}

/** A pass, after which the rows equal the truth. @returns how often it asked for jobs, by REST and by GraphQL. */
async function jobRequests(sourceId: string) {
  imports.github().traffic.reset()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  const expected = await expectedRows(imports.acme())
  expect(await storedRows(imports.db(), sourceId, expected)).toEqual(expected)
  const { log } = imports.github().traffic
  return {
    rest: log.filter(({ path, status }) => /\/jobs$/.test(path) && status !== 304).length,
    graphql: log.filter(({ operation }) => /^check(Suites|Runs)$/.test(operation ?? '')).length,
  }
}

describe('jobs of runs that have ended', () => {
  it('come by the suites of their runs, those of several attempts or in progress by REST', async () => {
    await addRuns()
    const source = await imports.addSource()
    // Three runs by REST; one query of suites, and two more pages of the large one.
    expect(await jobRequests(source.id)).toEqual({ rest: 3, graphql: 3 })
    imports.later()
    expect(await jobRequests(source.id)).toEqual({ rest: 0, graphql: 0 })
  })

  it('come for fifty runs in a query', async () => {
    for (let count = 0; count < 120; count++) await ended(['build'], 'success', 2 + count / 100)
    const source = await imports.addSource()
    expect(await jobRequests(source.id)).toEqual({ rest: 0, graphql: 3 })
  })

  it('of small repositories come together', async () => {
    for (let count = 0; count < 30; count++) {
      anvils = await imports.acme().addRepository({ name: `small-${count}`, commits: 1 })
      await ended(['build'])
      await ended(['build', 'test'])
    }
    const source = await imports.addSource()
    expect(await jobRequests(source.id)).toEqual({ rest: 0, graphql: 2 })
  })

  it('come so too where an earlier pass has stored the runs, which are then listed again', async () => {
    for (let count = 0; count < 60; count++) await ended(['build'], 'success', 2 + count / 100)
    const source = await imports.addSource()
    const { faults } = imports.github()
    faults.fail({ match: ({ graphql }) => graphql?.operation === 'checkSuites', status: 401, body: { message: 'no' } })
    expect((await imports.pass()).status).not.toBe('completed')
    expect(await imports.db().job.count()).toBe(0)
    faults.restore()
    imports.later()
    expect(await jobRequests(source.id)).toEqual({ rest: 0, graphql: 2 })
    const { log } = imports.github().traffic
    expect(log.filter(({ path, status }) => /actions\/runs$/.test(path) && status !== 304)).toHaveLength(2)
  })

  it('know no creation and no queue time, unless these are asked for; then they stay', async () => {
    const id = await ended(['build'])
    const source = await imports.addSource()
    await jobRequests(source.id)
    const stored = () => imports.db().job.findFirstOrThrow({ select: { createdAt: true, queuedMs: true } })
    expect(await stored()).toEqual({ createdAt: null, queuedMs: null })
    const setting = { dataSourceId: source.id, key: 'GITHUB_JOB_DETAILS', value: 'true' }
    const config = await imports.db().dataSourceConfig.create({ data: setting })
    const window = { startDate: ago(20), endDate: imports.now() }
    await imports.pass({ window })
    expect(await stored()).toEqual({ createdAt: ago(10), queuedMs: 0n })
    await imports.db().dataSourceConfig.delete({ where: { id: config.id } })
    imports.github().traffic.reset()
    await imports.pass({ window })
    expect(imports.github().traffic.log.filter(({ operation }) => operation === 'checkSuites')).toHaveLength(1)
    expect(await stored()).toEqual({ createdAt: ago(10), queuedMs: 0n })
    expect(id).toBeGreaterThan(2 ** 32)
  })
})

describe('jobs are asked for by REST, run by run, where', () => {
  it('the token may not read checks', async () => {
    await addRuns()
    const token = imports.github().addToken({ owners: ['acme'], missing: ['checks'] })
    const source = await imports.addSource({ GITHUB_TOKEN: token })
    expect(await jobRequests(source.id)).toEqual({ rest: 9, graphql: 1 })
  })

  it('a step has put a check run of its own into the suite', async () => {
    await anvils.createCheckRun(await ended(['build']), { title: null })
    await anvils.createCheckRun(await ended(['build', 'test']))
    await ended(['build'])
    const source = await imports.addSource()
    expect(await jobRequests(source.id)).toEqual({ rest: 2, graphql: 1 })
  })

  it('the run was run again since it was listed', async () => {
    const id = await ended(['build', 'test'])
    const source = await imports.addSource()
    const unhook = imports.github().faults.onRequest(async ({ graphql }) => {
      if (graphql?.operation !== 'checkSuites') return
      unhook()
      await anvils.rerun(id)
      await anvils.finishRun(id)
    })
    imports.github().traffic.reset()
    await imports.pass()
    const rows = await imports.db().job.findMany({ orderBy: { externalId: 'asc' } })
    expect(rows.map(({ attempt }) => attempt)).toEqual([1, 1, 2, 2])
    imports.later()
    await jobRequests(source.id)
  })

  it.each([
    ['has no such fields', { status: 200, body: { errors: [{ message: "Field 'checkRuns' doesn't exist" }] } }, 9],
    ['refuses', { status: 403, body: { message: 'Forbidden' } }, 9],
    ['has trouble', { status: 502, body: '' }, 9],
    ['gives null', { status: 200, body: { data: { nodes: [null, null, null, null, null, null] } } }, 9],
    ['gives nothing', { status: 200, body: { data: {} } }, 9],
  ])('GraphQL %s', async (_, answer, rest) => {
    await addRuns()
    const source = await imports.addSource()
    imports.github().faults.fail({ match: ({ graphql }) => graphql?.operation === 'checkSuites', ...answer })
    expect(await jobRequests(source.id)).toMatchObject({ rest })
  })

  it('a suite comes with a hole, less than it counts, words of its own or another app', async () => {
    for (let count = 0; count < 6; count++) await ended(['build', 'test'], 'success', 2 + count)
    const source = await imports.addSource()
    const { faults, url } = imports.github()
    const headers = { authorization: `Bearer ${imports.acme().token}` }
    faults.fail({
      match: ({ graphql }) => graphql?.operation === 'checkSuites',
      status: 200,
      body: await brokenSuites(`${url}/graphql`, headers),
    })
    expect(await jobRequests(source.id)).toEqual({ rest: 6, graphql: 1 })
  })
})

/** What GitHub answers, with one thing wrong in each. */
async function brokenSuites(url: string, headers: Record<string, string>) {
  const { runs } = await anvils.truth()
  const call = async (path: string, init: RequestInit) => (await fetch(path, init)).json()
  const ids = await Promise.all(
    [...runs.keys()].map(async (id) => {
      const path = `${url.replace('/graphql', '')}/repositories/${anvils.id}/actions/runs/${id}`
      return (await call(path, { headers })).check_suite_node_id
    }),
  )
  const { checkSuitesQuery: query } = await import('./job/suite-query.js')
  const body = JSON.stringify({ query, variables: { ids } })
  const answer = await call(url, { method: 'POST', headers, body })
  const [hole, less, number, words, app, none] = answer.data.nodes
  hole.checkRuns.nodes[0] = null
  less.checkRuns.nodes.pop()
  number.checkRuns.nodes[0].databaseId = null
  words.checkRuns.nodes[0].status = 'RESTARTING'
  app.app.slug = 'acme-checks'
  none.checkRuns = { ...none.checkRuns, totalCount: 0, nodes: [] }
  // In the order of the stored runs, which is that of their ids.
  return answer
}
