import { useTestDatabase } from '@data-import/test-kit'
import { expect, it } from 'vitest'
import { countUnlinked, linkRepositories } from './link-repositories.js'

const database = useTestDatabase()
const remoteKey = 'github.com/acme/web'

it.each([
  ['builds without quality projects', ['QualityMeasure', 'QualityProject', 'PullRequestCommit']],
  ['a forge alone', ['QualityMeasure', 'QualityProject', 'Deployment', 'PipelineRunCommit', 'TestSummary', 'Job']],
])('in a database with %s, it links what is there', async (_, missing) => {
  const { db } = database
  await db.dataSource.deleteMany()
  const source = async (provider: string) =>
    (await db.dataSource.create({ data: { organizationId: 'acme', name: provider, provider } })).id
  const web = await db.repository.create({
    data: {
      ...{ dataSourceId: await source('GITHUB'), externalId: '1', remoteKey },
      ...{ provider: 'GITHUB', name: 'web', fullName: 'acme/web' },
    },
  })
  const { id } = await db.pipeline.create({
    data: { dataSourceId: await source('JENKINS'), externalId: 'web', remoteKey },
  })
  const rename = (from: string, to: string) => db.$executeRawUnsafe(`ALTER TABLE data."${from}" RENAME TO "${to}"`)
  for (const name of missing) await rename(name, `gone_${name}`)
  try {
    await linkRepositories.run({ db, schema: 'data' })
    expect((await db.pipeline.findUniqueOrThrow({ where: { id } })).repositoryId).toBe(web.id)
    expect(await countUnlinked(db)).toEqual([])
  } finally {
    for (const name of missing) await rename(`gone_${name}`, name)
  }
})

it('does nothing where there is no repository', async () => {
  await expect(linkRepositories.run({ db: database.db, schema: 'pg_catalog' })).resolves.toBeUndefined()
})
