import { expect, it } from 'vitest'
import { allCompleted, statusesOf, useJenkinsImports } from './testing/jenkins-imports.fixture.js'

const imports = useJenkinsImports()

it('a pass over 500 unchanged jobs in folders takes one request, and one with ten new builds a few for each', async () => {
  const jenkins = imports.jenkins()
  for (let index = 0; index < 500; index++) {
    const folder = `team-${index % 10}`
    if (index < 10) jenkins.addFolder(folder)
    jenkins.addJob(`${folder}/job-${index}`, { kind: 'freestyle' })
    const tests = index === 7 ? { passed: 3, failed: 0, skipped: 0, seconds: 1 } : null
    jenkins.build(`${folder}/job-${index}`, { timestamp: new Date(Date.now() - index * 1_000_000), tests })
  }
  const source = await imports.addSource()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  // The list, the builds of each job, and a report of tests.
  expect(jenkins.traffic.requests).toBe(1 + 500 + 1)
  jenkins.traffic.reset()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  expect(jenkins.traffic.requests).toBe(1)
  for (let index = 0; index < 10; index++) jenkins.build(`team-${index}/job-${index}`)
  jenkins.traffic.reset()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  expect(jenkins.traffic.requests).toBeLessThanOrEqual(11)
  expect(jenkins.traffic.maximumConcurrent).toBeLessThanOrEqual(4)
  await imports.expectTruth(source.id)
})

it('never asks for builds without a range', async () => {
  const jenkins = imports.jenkins()
  jenkins.addJob('web')
  for (let count = 0; count < 205; count++) jenkins.build('web')
  await imports.addSource()
  await imports.pass()
  const asked = jenkins.traffic.log.map(({ query }) => new URLSearchParams(query).get('tree') ?? '')
  const trees = asked.filter((tree) => tree.includes('uilds['))
  expect(trees.length).toBeGreaterThan(2)
  expect(trees.filter((tree) => !/^allBuilds\[.*\]\{\d+,\d+\}$/.test(tree))).toEqual([])
})
