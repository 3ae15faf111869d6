import { afterEach, describe, expect, it } from 'vitest'
import type { FakeSonarqube } from './fake-sonarqube.js'
import type { FakeSonarqubeOptions } from './options.js'
import { startFakeSonarqube } from './start-fake-sonarqube.js'

let sonarqube: FakeSonarqube
afterEach(() => sonarqube.close())

async function start(options: FakeSonarqubeOptions = {}) {
  sonarqube = await startFakeSonarqube({ now: () => new Date('2026-06-01T12:00:00Z'), ...options })
  return sonarqube
}

async function ask(path: string, { token = sonarqube.token, scheme = 'basic', method = 'GET' } = {}) {
  const credentials = scheme === 'basic' ? `Basic ${btoa(`${token}:`)}` : `${scheme} ${token}`
  const headers = new Headers(scheme === '' ? [] : [['authorization', credentials]])
  const answer = await fetch(`${sonarqube.url}/api/${path}`, { method, headers })
  const text = await answer.text()
  const body = text.startsWith('{') ? JSON.parse(text) : text
  return { status: answer.status, body, message: body.errors?.[0]?.msg }
}

describe('who asks', () => {
  it('is known by Basic on every server, and by Bearer from 10.0 on', async () => {
    await start({ flavor: '9.9' })
    expect((await ask('projects/search')).status).toBe(200)
    expect(await ask('projects/search', { scheme: 'Bearer' })).toMatchObject({ status: 401, body: '' })
    await sonarqube.close()
    await start({ flavor: '25' })
    expect((await ask('projects/search', { scheme: 'beARer' })).status).toBe(200)
    expect(await ask('unheard/of', { scheme: '' })).toMatchObject({ status: 401, body: '' })
    expect((await ask('authentication/validate', { token: 'wrong' })).body).toEqual({ valid: false })
  })

  it('gets only what the token may see, and an empty list of issues instead of a refusal', async () => {
    await start()
    const web = sonarqube.addProject({ key: 'web' })
    web.analyse({ issues: [{}] })
    const token = sonarqube.addToken()
    expect(await ask('projects/search', { token })).toMatchObject({ status: 403, message: 'Insufficient privileges' })
    sonarqube.hide(sonarqube.token, web)
    expect((await ask('projects/search')).body.paging.total).toBe(1)
    expect((await ask('components/search_projects')).body.paging.total).toBe(0)
    expect((await ask('issues/search?componentKeys=web')).body.paging.total).toBe(0)
    for (const path of ['hotspots/search?projectKey=web', 'project_analyses/search?project=web']) {
      expect((await ask(path)).status, path).toBe(403)
    }
    expect((await ask('measures/component?component=web&metricKeys=ncloc')).status).toBe(200)
    expect((await ask('measures/search?projectKeys=web&metricKeys=ncloc')).body.measures).toEqual([])
  })
})

it('knows its status alone while it starts', async () => {
  await start()
  sonarqube.setStarting(true)
  expect((await ask('system/status', { scheme: '' })).body.status).toBe('STARTING')
  expect(await ask('issues/search')).toMatchObject({ status: 404, message: 'Unknown url : /api/issues/search' })
})

it('answers GET alone', async () => {
  await start()
  expect((await ask('projects/search', { method: 'HEAD' })).status).toBe(405)
  expect(await ask('projects/search', { method: 'POST' })).toMatchObject({
    status: 405,
    message: 'HTTP method GET is required',
  })
})

describe('dates', () => {
  it.each(['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000%2B0000', '2026-01-01T00:00:00%2B00:00', 'soon'])(
    'such as %s are refused',
    async (date) => {
      await start()
      expect(await ask(`issues/search?createdAfter=${date}`)).toMatchObject({
        ...{
          status: 400,
          message: `Date '${decodeURIComponent(date)}' cannot be parsed as either a date or date+time`,
        },
      })
    },
  )

  it('bound creation: the start counts, the end does not, and neither lies ahead', async () => {
    await start()
    sonarqube.addProject({ key: 'web' }).analyse({ date: new Date('2026-01-01T00:00:00Z'), issues: [{}] })
    const total = async (query: string) => (await ask(`issues/search?${query}`)).body.paging.total
    expect(await total('createdAfter=2026-01-01T00:00:00%2B0000')).toBe(1)
    expect(await total('createdBefore=2026-01-01T00:00:00%2B0000')).toBe(0)
    expect((await ask('issues/search?createdAfter=2027-01-01')).message).toBe('Start bound cannot be in the future')
    expect((await ask('issues/search?createdAfter=2026-01-01&createdBefore=2026-01-01')).status).toBe(400)
  })

  it('are printed in the zone of the server', async () => {
    await start({ zoneMinutes: -210 })
    sonarqube.addProject({ key: 'web' }).analyse({ date: new Date('2026-01-01T00:00:00Z') })
    expect((await ask('projects/search')).body.components[0].lastAnalysisDate).toBe('2025-12-31T20:30:00-0330')
  })
})

describe('lists', () => {
  it('refuse large pages, and are empty beyond their end', async () => {
    await start()
    expect(await ask('issues/search?facets=directories,files')).toMatchObject({
      ...{ status: 400, message: "Facet(s) 'directories,files' require to also filter by project" },
    })
    expect((await ask('issues/search?ps=501')).message).toBe("'ps' value (501) must be less than 500")
    expect((await ask('projects/search?p=9')).body).toMatchObject({
      components: [],
      paging: { total: 0, pageIndex: 9 },
    })
  })

  it('of the search index end at 10,000, which the Cloud counts to at most', async () => {
    await start()
    const issues = Array.from({ length: 10_150 }, () => ({}))
    sonarqube.addProject({ key: 'web' }).analyse({ issues })
    expect((await ask('issues/search?ps=500&p=20')).body.paging.total).toBe(10_150)
    expect((await ask('issues/search?ps=500&p=21')).message).toBe(
      'Can return only the first 10000 results. 10500th result asked.',
    )
    await sonarqube.close()
    await start({ flavor: 'cloud' })
    sonarqube.addProject({ key: 'web' }).analyse({ issues })
    expect((await ask('issues/search?organization=acme&ps=1')).body.paging.total).toBe(10_000)
    expect((await ask('issues/search?ps=1')).message).toBe("The 'organization' parameter is missing")
  })

  it('of 9.9 ignore a parameter that only newer servers know', async () => {
    for (const [flavor, total] of [
      ['9.9', 2],
      ['25', 1],
    ] as const) {
      await start({ flavor })
      for (const key of ['web', 'api']) sonarqube.addProject({ key }).analyse({ issues: [{}] })
      expect((await ask('issues/search?components=web')).body.paging.total).toBe(total)
      if (flavor === '9.9') await sonarqube.close()
    }
  })
})

describe('measures', () => {
  it('of new code have no history, and unknown metrics fail the whole question', async () => {
    await start()
    sonarqube.addProject({ key: 'web' }).analyse({ newCode: { new_bugs: '2' } })
    const history = await ask('measures/search_history?component=web&metrics=new_bugs,ncloc')
    expect(history.body.measures[1].history[0]).toEqual({ date: expect.any(String) })
    expect((await ask('measures/component?component=web&metricKeys=new_bugs')).body.component.measures).toEqual([
      { metric: 'new_bugs', period: { index: 1, value: '2', bestValue: false } },
    ])
    expect((await ask('measures/search_history?component=web&metrics=a')).message).toBe('Metrics a are not found')
    expect(await ask('measures/component?component=web&metricKeys=a,b')).toMatchObject({
      ...{ status: 404, message: 'The following metric keys are not found: a, b' },
    })
  })
})

describe('analyses', () => {
  it('close issues without deleting them, and delete those that were closed 30 days ago', async () => {
    await start()
    const web = sonarqube.addProject({ key: 'web' })
    web.analyse({ date: new Date('2026-01-01T00:00:00Z'), issues: [{ line: 3 }, {}] })
    const [first = ''] = web.issueKeys()
    web.analyse({ date: new Date('2026-05-20T00:00:00Z'), closed: [first] })
    const { body } = await ask(`issues/search?issues=${first}`)
    expect(body.issues[0]).toMatchObject({
      status: 'CLOSED',
      resolution: 'FIXED',
      closeDate: '2026-05-20T03:00:00+0300',
    })
    expect(body.issues[0]).not.toHaveProperty('line')
    web.analyse({ date: new Date('2026-04-01T00:00:00Z'), closed: web.issueKeys() })
    web.analyse()
    expect(web.issueKeys()).toEqual([])
  })

  it('reopen what a person called fixed', async () => {
    await start()
    const web = sonarqube.addProject({ key: 'web' })
    web.analyse({ issues: [{}] })
    const [first = ''] = web.issueKeys()
    web.changeIssue(first, { transition: 'resolve' })
    web.analyse()
    expect(web.state.issues.get(first)).toMatchObject({ status: 'REOPENED', resolution: null })
  })
})
