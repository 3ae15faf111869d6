/**
 * Imports without end until it is killed: says `busy` once its first rows are in. Its connection to `port` shows when the kernel
 * has closed what a killed process had open.
 */
import { connect } from 'node:net'
import { createOrchestrator, postgresLock } from '@data-import/core'
import type { DataSourceScript } from '@data-import/core/provider'
import { commitTable, repositoryTable } from '@data-import/model'
import { createClient } from '@data-import/reference-database'

const [connectionString = '', id = '', port = ''] = process.argv.slice(2)
connect(Number(port), '127.0.0.1')
const pageSize = 500

const script: DataSourceScript = {
  dataSourceName: 'BENCH',
  resource: 'commit',
  dependsOn: [],
  importWindowDays: 1,
  async run(context) {
    await context.save(repositoryTable, [{ externalId: 'r', provider: 'BENCH', name: 'r', fullName: 'acme/r' }])
    for (let page = 0; ; page++) {
      await context.save(
        commitTable,
        Array.from({ length: pageSize }, (_, index) => ({
          externalId: `${page * pageSize + index}@r`,
          repositoryId: context.idOf(repositoryTable, 'r'),
          sha: `${page * pageSize + index}`,
          parentShas: [],
          message: 'A change, of which there is no end',
          committedAt: new Date(1_600_000_000_000),
        })),
      )
      if (page === 0) process.stdout.write('busy\n')
    }
  },
}

await createOrchestrator({
  db: createClient(connectionString),
  providers: [{ scripts: [script] }],
  lock: postgresLock({ connectionString }),
}).run({ dataSources: [id] })
