import { expect, it } from 'vitest'
import { allCompleted, statusesOf, useGithubImports } from './testing/github-imports.fixture.js'

const imports = useGithubImports()
const dayMs = 86_400_000
const removed = () => imports.db().release.count({ where: { NOT: { removedAt: null } } })

it('a release that moves up between two pages and is not met is not taken for gone', async () => {
  const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 1 })
  const { id: newest } = await anvils.release({ createdAt: imports.now() })
  for (let hours = 1; hours <= 100; hours++) {
    await anvils.release({ createdAt: new Date(imports.now().getTime() - hours * 3_600_000) })
  }
  await imports.addSource()
  await imports.pass()
  expect(await imports.db().release.count()).toBe(101)
  imports.later()
  const { id: passing } = await anvils.release()
  const stop = imports.github().faults.onRequest(async ({ path, query }) => {
    if (!path.endsWith('/releases') || query.get('page') !== '2') return
    stop()
    await anvils.deleteRelease(passing)
  })
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  expect(await removed()).toBe(0)
  imports.later()
  await anvils.deleteRelease(newest)
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  expect(await removed()).toBe(2)
})

it('a backfill takes no release for gone, as it would have gone when its window ended', async () => {
  const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 1 })
  const { id } = await anvils.release()
  await anvils.release()
  await imports.addSource()
  await imports.pass()
  imports.later()
  await anvils.deleteRelease(id)
  const endDate = new Date(imports.now().getTime() - 30 * dayMs)
  await imports.pass({ window: { startDate: new Date(endDate.getTime() - dayMs), endDate } })
  expect(await removed()).toBe(0)
  await imports.pass()
  expect(await removed()).toBe(1)
})
