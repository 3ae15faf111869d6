import { populate } from '@data-import/fake-sonarqube'
import { expect, it } from 'vitest'
import { allCompleted, statusesOf, useSonarqubeImports } from './testing/sonarqube-imports.fixture.js'

const imports = useSonarqubeImports()

it('asks at most ten times about 200 projects in which nothing has changed', async () => {
  populate(imports.sonarqube(), { projects: 200, seed: 5, issuesOfLargest: 1200 })
  const source = await imports.addSource()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  const { traffic } = imports.sonarqube()
  // Three for the measures of a project, two for its issues and hotspots, and those that are asked for once.
  expect(traffic.requests).toBeLessThanOrEqual(5 * 200 + 15)
  traffic.reset()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  expect(traffic.requests).toBeLessThanOrEqual(4)
  await imports.expectTruth(source)

  traffic.reset()
  const [web, other] = imports.sonarqube().projects()
  web?.changeIssue(web.issueKeys()[0] ?? '', { assignee: 'bo' })
  other?.analyse({ issues: [{}] })
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  expect(traffic.requests).toBeLessThanOrEqual(10)
  await imports.expectTruth(source)
})
