import type { Fault } from '@data-import/fake-server'
import { populate } from '@data-import/fake-sonarqube'
import { describe, expect, it } from 'vitest'
import { allCompleted, statusesOf, useSonarqubeImports } from './testing/sonarqube-imports.fixture.js'

const imports = useSonarqubeImports()

/** What happens to questions, and what their runs then say. */
const faults: Readonly<Record<string, { fault: Fault; says: RegExp | null }>> = {
  'a socket that ends once': { fault: { kind: 'destroy', times: 1 }, says: null },
  'half an answer': { fault: { kind: 'truncate', times: 1 }, says: null },
  'the page of a proxy': { fault: { kind: 'html', times: 1 }, says: null },
  'a limit of a proxy': { fault: { status: 429, headers: { 'retry-after': '1' }, times: 1 }, says: null },
  'a list of issues that is being indexed': { fault: { match: /issues\/search/, status: 503 }, says: /503/ },
  'a token that expires': { fault: { match: /hotspots/, status: 401, body: '' }, says: /refused the credentials/ },
  'a project whose analyses are refused': {
    fault: {
      match: /project_analyses.*service-2/,
      status: 403,
      body: { errors: [{ msg: 'Insufficient privileges' }] },
    },
    says: /no access \(403\): Insufficient privileges/,
  },
}

describe('in spite of', () => {
  it.each(Object.entries(faults))('%s, the next pass has everything', async (_, { fault, says }) => {
    populate(imports.sonarqube(), { projects: 3, seed: 9 })
    const source = await imports.addSource()
    const restore = imports.sonarqube().faults.fail(fault)
    const statuses = statusesOf(await imports.pass())
    if (says) expect(Object.values(statuses).join('\n')).toMatch(says)
    else expect(statuses).toEqual(allCompleted)
    restore()
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await imports.expectTruth(source)
  })
})

it('only what the settings name is imported', async () => {
  populate(imports.sonarqube(), { projects: 4, seed: 9 })
  await imports.addSource({ SONARQUBE_PROJECTS: 'acme:*-1, acme:service-2', SONARQUBE_METRICS: 'ncloc no_such_metric' })
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  const projects = await imports.db().qualityProject.findMany({ orderBy: { projectKey: 'asc' } })
  expect(projects.map(({ projectKey }) => projectKey)).toEqual(['acme:service-1', 'acme:service-2'])
  const measures = await imports.db().qualityMeasure.groupBy({ by: ['metric'] })
  expect(measures.map(({ metric }) => metric)).toEqual(['ncloc'])
  const log = await imports.db().importLog.findMany({ where: { message: { contains: 'no_such_metric' } } })
  expect(log).toHaveLength(1)
})

it('analyses before SONARQUBE_SINCE are left out, and a project that is named and not there is unavailable', async () => {
  const web = imports.sonarqube().addProject({ key: 'acme:web' })
  for (const date of ['2025-01-01', '2025-03-01', '2025-05-01']) web.analyse({ date: new Date(date), issues: [{}] })
  await imports.addSource({ SONARQUBE_SINCE: '2025-02-01', SONARQUBE_PROJECTS: 'acme:web, acme:nowhere' })
  const statuses = statusesOf(await imports.pass())
  expect(statuses['quality-project']).toMatch(/SONARQUBE_PROJECTS names acme:nowhere/)
  const analyses = await imports.db().qualityMeasure.groupBy({ by: ['analysedAt'], orderBy: { analysedAt: 'asc' } })
  expect(analyses.map(({ analysedAt }) => analysedAt.toISOString().slice(0, 10))).toEqual(['2025-03-01', '2025-05-01'])
  expect(await imports.db().qualityIssue.count()).toBe(3)
})
