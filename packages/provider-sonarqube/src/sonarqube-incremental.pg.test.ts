import { type FakeProject, type FakeSonarqube, type Flavor, populate } from '@data-import/fake-sonarqube'
import { describe, expect, it } from 'vitest'
import { allCompleted, statusesOf, useSonarqubeImports } from './testing/sonarqube-imports.fixture.js'

const dayMs = 86_400_000

/** What is done between two passes, by what it is; `web` has some of everything. */
const mutations: Readonly<Record<string, (web: FakeProject, sonarqube: FakeSonarqube) => void>> = {
  'an analysis that finds issues and closes others': (web) =>
    void web.analyse({
      issues: [{}, { committedAt: new Date('2020-02-03T04:05:06Z') }],
      closed: web.issueKeys().slice(0, 2),
    }),
  'an analysis that fails its gate': (web) => void web.analyse({ gate: 'ERROR', newCode: { new_bugs: '3' } }),
  'an analysis dated back a year': (web) =>
    void web.analyse({
      date: new Date(Date.now() - 365 * dayMs),
      issues: [{}, {}],
      closed: web.issueKeys().slice(0, 1),
    }),
  'an analysis dated back a day': (web) =>
    void web.analyse({ date: new Date(Date.now() - dayMs), issues: [{}], closed: web.issueKeys().slice(0, 1) }),
  'three analyses': (web) => {
    for (const ago of [3, 2, 1]) web.analyse({ date: new Date(Date.now() - ago * 3_600_000), issues: [{}] })
  },
  'a file that moves': (web) => void web.analyse({ moved: { [web.issueKeys()[0] ?? '']: 'src/new/Place.java' } }),
  'an issue that is accepted': (web) => web.changeIssue(web.issueKeys()[1] ?? '', { transition: 'accept' }),
  'an issue that is assigned': (web) => web.changeIssue(web.issueKeys()[1] ?? '', { assignee: 'ada' }),
  'an issue that is resolved by a person and found again': (web) => {
    web.changeIssue(web.issueKeys()[1] ?? '', { transition: 'resolve' })
    web.analyse()
  },
  'a hotspot that is reviewed': (web) => web.reviewHotspot(web.hotspotKeys().at(-1) ?? '', 'FIXED'),
  'a hotspot that an analysis closes': (web) => void web.analyse({ closed: web.hotspotKeys().slice(0, 1) }),
  'an analysis dated back, and one that is not': (web) => {
    web.analyse({ date: new Date(Date.now() - 40 * dayMs) })
    web.analyse({ issues: [{}] })
  },
  'closed issues that housekeeping deletes': (web) => {
    for (const key of web.issueKeys().slice(0, 2)) web.loseIssue(key)
    web.analyse({ issues: [{}, {}] })
  },
  'a project that gets another name': (web) => web.rename('Another name'),
  'a new project': (_, sonarqube) => void sonarqube.addProject({ key: 'acme:late' }).analyse({ issues: [{}] }),
  'a project with another key': (web) => web.updateKey('acme:elsewhere'),
  'a project that is deleted': (web) => web.delete(),
}

describe.each(['9.9', '25', 'cloud'] as const)('SonarQube %s', (flavor: Flavor) => {
  const imports = useSonarqubeImports({ flavor })

  it('shows in the next pass whatever changes', async () => {
    populate(imports.sonarqube(), { projects: 3, seed: 3 })
    const source = await imports.addSource()
    await imports.pass()
    const [web] = imports.sonarqube().projects()
    if (!web) throw new Error('there is no project')
    for (const [what, mutate] of Object.entries(mutations)) {
      mutate(web, imports.sonarqube())
      expect(statusesOf(await imports.pass()), what).toEqual(allCompleted)
      await imports.expectTruth(source, undefined, what)
    }
  })
})

describe('two analyses of one second', () => {
  const imports = useSonarqubeImports()

  it('keep their own values, also where they are all that there is', async () => {
    const web = imports.sonarqube().addProject({ key: 'acme:web' })
    const date = new Date('2026-03-02T10:00:00Z')
    web.analyse({ date, issues: [{}], gate: 'OK' })
    web.analyse({ date, issues: [{}, {}], gate: 'ERROR', newCode: { new_bugs: '3' } })
    const source = await imports.addSource()
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await imports.expectTruth(source)
  })
})
