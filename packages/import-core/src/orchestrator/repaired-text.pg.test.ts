import { repositoryTable } from '@data-import/model'
import { acmeScript, addAcmeSource, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { expect, it } from 'vitest'
import { rowsOf } from '../contract/tables/table-definition.js'

const database = useTestDatabase()

it('text that Postgres cannot hold is warned of once a run and table, with columns, counts and the first records', async () => {
  await addAcmeSource(database, 'one')
  const nul = 'an\0vils'
  const orchestrator = wireAcme(database, [
    acmeScript('repository', [], (context) =>
      context.partitions([{ key: 'all' }], async ({ checkpoint }) => {
        for (let page = 1; page <= 13; page++) {
          const description = page === 2 ? nul : 'of steel'
          const externalId = `r${page}`
          const row = { externalId, name: nul, description, provider: 'ACME', fullName: `acme/${externalId}` }
          await checkpoint({ rows: [rowsOf(repositoryTable, [row])], cursor: page })
        }
      }),
    ),
  ])
  expect((await orchestrator.run()).status).toBe('completed')
  const logs = await database.db.importLog.findMany({ where: { level: 'WARN' } })
  expect(logs.map(({ message }) => message)).toEqual([
    "Repository: text that Postgres can't hold (NUL, lone surrogates) was replaced by U+FFFD in 13 rows (name 13, description 1), the first: r1, r2, r3",
  ])
  expect(JSON.parse(logs[0]?.details ?? '')).toMatchObject({ rows: 13, columns: { name: 13, description: 1 } })
})
