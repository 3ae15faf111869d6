/**
 * A process that imports one partition in many pages, for tests that kill it. Prints a line after each page.
 * Arguments: connection string, number of pages, and the page after which it waits to be killed (0: never).
 */
import { commitTable, repositoryTable } from '@data-import/model'
import { createClient } from '@data-import/reference-database'
import { createOrchestrator, type DataSourceScript, postgresLock } from '../index.js'
import { rowsOf } from '../provider.js'

const [connectionString = '', pageCount = '0', waitAfter = '0'] = process.argv.slice(2)
const db = createClient(connectionString, { max: 4, applicationName: 'pages-process' })

const script: DataSourceScript = {
  dataSourceName: 'ACME',
  resource: 'commit',
  dependsOn: [],
  importWindowDays: 30,
  async run(context) {
    const repositoryId = context.idOf(repositoryTable, 'r')
    await context.save(repositoryTable, [{ externalId: 'r', provider: 'ACME', name: 'r', fullName: 'acme/r' }])
    await context.partitions([{ key: 'r' }], async (partition) => {
      for (let page = Number(partition.cursor ?? 0); page < Number(pageCount); page++) {
        const rows = Array.from({ length: 20 }, (_, index) => {
          const sha = `${page}-${index}`
          return { externalId: sha, sha, repositoryId, message: `page ${page}`, parentShas: [] }
        })
        await partition.checkpoint({ rows: [rowsOf(commitTable, rows)], cursor: page + 1 })
        process.stdout.write(`page ${page}\n`)
        if (page + 1 === Number(waitAfter)) await new Promise(() => setInterval(() => {}, 1_000))
      }
    })
  },
}

const result = await createOrchestrator({
  db,
  providers: [{ scripts: [script] }],
  lock: postgresLock({ connectionString }),
}).run()
await db.$disconnect()
process.stdout.write(`${result.status}\n`)
