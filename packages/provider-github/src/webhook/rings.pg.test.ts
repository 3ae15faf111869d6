import { recordRings } from '@data-import/core'
import { expect, it } from 'vitest'
import { resources } from '../resources.js'
import { allCompleted, statusesOf, useGithubImports } from '../testing/github-imports.fixture.js'
import { ringFor } from './ring-for.js'

const imports = useGithubImports()

it('a push is imported by a pass that looks only where a webhook rang, without a request for other repositories', async () => {
  const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 3 })
  const rockets = await imports.acme().addRepository({ name: 'rockets', commits: 3 })
  const { id: dataSourceId } = await imports.addSource()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  imports.later()
  await imports.db()
    .$executeRaw`UPDATE data."ImportPartition" SET walk_started_at = walk_started_at - interval '1 hour'`
  await anvils.push({ commits: 2 })
  await rockets.push({ commits: 2 })
  const push = { ref: 'refs/heads/main', repository: { id: anvils.id, full_name: anvils.fullName } }
  const rings = ringFor(new Headers({ 'x-github-event': 'push' }), push)
  expect(await recordRings(imports.db(), { dataSourceId, rings })).toBe(1)
  imports.github().traffic.reset()
  const result = await imports.pass({ onlyRung: true })
  expect(statusesOf(result)).toEqual({ repository: 'COMPLETED', commit: 'COMPLETED' })
  expect(await imports.db().commit.count()).toBe(8)
  expect(imports.github().traffic.requests).toBeLessThanOrEqual(5)
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  expect(await imports.db().commit.count()).toBe(10)
})

it('every partition that a webhook rings for exists', async () => {
  const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 1 })
  const { id: dataSourceId } = await imports.addSource()
  await imports.pass()
  const payload = { repository: { id: anvils.id }, organization: { login: 'Acme' } }
  for (const event of new Set(resources.flatMap(({ events }) => events ?? []))) {
    const rings = ringFor(new Headers({ 'x-github-event': event }), payload)
    expect(rings).not.toEqual([])
    expect(await recordRings(imports.db(), { dataSourceId, rings }), event).toBe(rings.length)
  }
})
