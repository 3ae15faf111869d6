import { createTestDatabase } from '@data-import/test-kit'
import { expect, it } from 'vitest'
import { commitsPerWeek, drawWeeks } from './commits-per-week.mjs'

it('draws weeks in proportion, and the smallest one still shows', () => {
  const drawn = drawWeeks([
    { week: '2026-01-05', commits: 600 },
    { week: '2026-01-12', commits: 0 },
    { week: '2026-01-19', commits: 1 },
  ])
  expect(drawn).toBe(`2026-01-05  600  ${'█'.repeat(60)}\n2026-01-12    0\n2026-01-19    1  █\n`)
  expect(drawWeeks([])).toBe('')
})

it('counts commits by week, with the weeks between that have none', async () => {
  const { db, close } = await createTestDatabase()
  try {
    expect(await db.$queryRawUnsafe(commitsPerWeek)).toEqual([])
    const commits = ['2025-01-01', '2026-01-07', '2026-01-08', '2026-01-19'].map((day, index) => ({
      externalId: String(index),
      sha: String(index),
      message: 'm',
      committedAt: new Date(`${day}T12:00:00Z`),
    }))
    await db.dataSource.create({
      data: {
        name: 'own',
        provider: 'GIT',
        organizationId: 'acme',
        repositories: { create: { externalId: '1', name: 'web', fullName: 'acme/web', provider: 'GIT' } },
      },
    })
    const repository = await db.repository.findFirstOrThrow()
    const { id: repositoryId, dataSourceId } = repository
    await db.commit.createMany({ data: commits.map((commit) => ({ ...commit, repositoryId, dataSourceId })) })
    const rows = await db.$queryRawUnsafe<{ week: Date; commits: number }[]>(commitsPerWeek)
    expect(rows).toHaveLength(26)
    expect(rows.slice(-3).map(({ week, commits }) => [week.toISOString().slice(0, 10), commits])).toEqual([
      ['2026-01-05', 2],
      ['2026-01-12', 0],
      ['2026-01-19', 1],
    ])
  } finally {
    await close()
  }
})
