import { isDeep } from '@data-import/test-kit'
import { expect, it } from 'vitest'
import { allCompleted, statusesOf, useSonarqubeImports } from './testing/sonarqube-imports.fixture.js'

const imports = useSonarqubeImports()
const files = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ path: `src/p${index % 40}/F${index % 80}.java` }))

it.each(isDeep ? (['9.9', 'cloud'] as const) : (['cloud'] as const))(
  'reads 10,150 issues of one second in parts, from %s',
  async (flavor) => {
    await imports.restart({ flavor })
    const web = imports.sonarqube().addProject({ key: 'acme:web' })
    web.analyse({ date: new Date('2026-01-02T03:04:05Z'), issues: files(10_150) })
    web.analyse({
      date: new Date('2026-02-02T03:04:05Z'),
      issues: [{}, { committedAt: new Date('2019-01-01T00:00:00Z') }],
    })
    const source = await imports.addSource()
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await imports.expectTruth(source)
  },
)

it('says so where more issues of one second than can be had differ in nothing, and imports the other projects', async () => {
  const web = imports.sonarqube().addProject({ key: 'acme:web' })
  const same = Array.from({ length: 10_001 }, () => ({ path: 'src/One.java' }))
  web.analyse({ date: new Date('2026-01-02T03:04:05Z'), issues: same })
  imports
    .sonarqube()
    .addProject({ key: 'acme:other' })
    .analyse({ issues: [{}] })
  await imports.addSource()
  const statuses = statusesOf(await imports.pass())
  expect(statuses['quality-issue']).toMatch(/^PARTIAL: .*can't be told apart/)
  expect(await imports.db().qualityIssue.count({ where: { qualityProject: { projectKey: 'acme:other' } } })).toBe(1)
})
