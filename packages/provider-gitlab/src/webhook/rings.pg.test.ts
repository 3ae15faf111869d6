import { recordRings } from '@data-import/core'
import { expect, it } from 'vitest'
import { allCompleted, statusesOf, useGitlabImports } from '../testing/gitlab-imports.fixture.js'
import { ringFor } from './ring-for.js'

const imports = useGitlabImports()

it('what webhooks tell of is imported by a pass that looks only there', async () => {
  const { ago } = imports
  const web = imports.acme().addProject({ path: 'web', commits: 3, committedAt: ago(30), createdAt: ago(60) })
  const other = imports.acme().addProject({ path: 'other', commits: 3, committedAt: ago(30), createdAt: ago(60) })
  const { id: dataSourceId } = await imports.addSource()
  await imports.completePass()
  imports.later()
  await imports.db()
    .$executeRaw`UPDATE data."ImportPartition" SET walk_started_at = walk_started_at - interval '1 hour'`
  web.push({ commits: 2 })
  other.push({ commits: 2 })
  const project = { id: web.id }
  for (const kind of ['push', 'merge_request', 'issue', 'pipeline', 'deployment', 'release']) {
    const rings = ringFor(new Headers(), { object_kind: kind, project })
    expect(await recordRings(imports.db(), { dataSourceId, rings }), kind).toBe(rings.length)
  }
  const result = await imports.pass({ onlyRung: true })
  const statuses = Object.values(statusesOf(result))
  expect([...new Set(statuses)]).toEqual(['COMPLETED'])
  expect(statuses.length).toBeLessThan(Object.keys(allCompleted).length)
  expect(await imports.db().commit.count()).toBe(8)
  await imports.completePass()
  await imports.expectTruth(dataSourceId)
})
