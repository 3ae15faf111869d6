import { populate } from '@data-import/fake-sonarqube'
import { describe, expect, it } from 'vitest'
import { allCompleted, statusesOf, useSonarqubeImports } from './testing/sonarqube-imports.fixture.js'

describe.each(['9.9', '25', 'cloud'] as const)('of SonarQube %s', (flavor) => {
  const imports = useSonarqubeImports({ flavor })

  it('projects that the token may browse are imported without the right to administer', async () => {
    populate(imports.sonarqube(), { projects: 4, seed: 5 })
    const token = imports.sonarqube().addToken()
    const [web, hidden, gone] = imports.sonarqube().projects()
    if (!web || !hidden || !gone) throw new Error('there are too few projects')
    imports.sonarqube().hide(token, hidden)
    await imports.addSource({ SONARQUBE_TOKEN: token })
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    const stored = await imports.db().qualityProject.findMany({ orderBy: { projectKey: 'asc' } })
    expect(stored.map(({ projectKey }) => projectKey)).toEqual(['acme:service-1', 'acme:service-3', 'acme:service-4'])
    expect(stored.map(({ externalId }) => externalId)).toEqual(stored.map(({ projectKey }) => projectKey))

    // What is gone is removed; what may no longer be browsed stays, and is no complete import.
    const issues = await imports.db().qualityIssue.count({ where: { removedAt: null } })
    imports.sonarqube().hide(token, web)
    const goneIssues = await imports.db().qualityIssue.count({ where: { qualityProject: { projectKey: gone.key } } })
    gone.delete()
    const statuses = statusesOf(await imports.pass())
    expect(statuses['quality-issue']).toMatch(/^PARTIAL: .*no longer shows it|no access/)
    expect(await imports.db().qualityProject.count({ where: { removedAt: null } })).toBe(2)
    expect(await imports.db().qualityIssue.count({ where: { removedAt: null } })).toBe(issues - goneIssues)

    // An administrator's token later tells lasting ids: no project is doubled.
    imports.sonarqube().hide(token, web, false)
    imports.sonarqube().setAdministrator(token, true)
    await imports.pass()
    const projects = await imports.db().qualityProject.findMany({ where: { removedAt: null } })
    expect(new Set(projects.map(({ projectKey }) => projectKey)).size).toBe(projects.length)
  })

  it('a project that an administrator may not browse is unavailable, and loses none of its issues', async () => {
    populate(imports.sonarqube(), { projects: 3, seed: 5 })
    await imports.addSource()
    await imports.pass()
    const [web] = imports.sonarqube().projects()
    if (!web) throw new Error('there is no project')
    const before = await imports.db().qualityIssue.count({ where: { removedAt: null } })
    web.analyse({ issues: [{}] })
    imports.sonarqube().hide(imports.sonarqube().token, web)
    const statuses = statusesOf(await imports.pass())
    expect(statuses['quality-project']).toBe('COMPLETED')
    expect(statuses['quality-issue']).toMatch(/^PARTIAL: 1 of 3 partitions/)
    expect(await imports.db().qualityIssue.count({ where: { removedAt: null } })).toBe(before)
    const ledger = await imports.ledger('quality-issue')
    expect(ledger.map(({ status }) => status).sort()).toEqual(['COMPLETE', 'COMPLETE', 'UNAVAILABLE'])
  })

  it('a server that starts is asked again in the next pass, and nothing is taken for gone', async () => {
    populate(imports.sonarqube(), { projects: 2, seed: 5 })
    const source = await imports.addSource()
    await imports.pass()
    imports.sonarqube().setStarting(true)
    expect(statusesOf(await imports.pass())['quality-project']).toMatch(/^FAILED: .*may be starting/)
    imports.sonarqube().setStarting(false)
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await imports.expectTruth(source)
  })
})
