import { recordRings } from '@data-import/core'
import { expect, it } from 'vitest'
import { allCompleted, statusesOf, useJenkinsImports } from '../testing/jenkins-imports.fixture.js'
import { ringFor } from './ring-for.js'

const imports = useJenkinsImports()

it('a build is imported by a pass that looks only at its job', async () => {
  const jenkins = imports.jenkins()
  for (const name of ['web', 'other']) {
    jenkins.addJob(name, { scmUrl: 'https://github.com/acme/web.git' })
    jenkins.build(name)
  }
  const { id: dataSourceId } = await imports.addSource()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  imports.later()
  await imports.db()
    .$executeRaw`UPDATE data."ImportPartition" SET walk_started_at = walk_started_at - interval '1 hour'`
  for (const name of ['web', 'other']) jenkins.build(name)
  const rings = ringFor(new Headers(), { name: 'web', url: 'job/web/', build: { phase: 'FINALIZED', number: 2 } })
  expect(await recordRings(imports.db(), { dataSourceId, rings })).toBe(3)
  const result = await imports.pass({ onlyRung: true })
  expect(new Set(Object.values(statusesOf(result)))).toEqual(new Set(['COMPLETED']))
  expect(await imports.db().pipelineRun.count()).toBe(3)
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  await imports.expectTruth(dataSourceId)
})
