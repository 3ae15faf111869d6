/** One pass over one data source in a process of its own, so that its memory is the import's alone. */
import { createOrchestrator, postgresLock } from '@data-import/core'
import * as git from '@data-import/provider-git'
import * as github from '@data-import/provider-github'
import * as jenkins from '@data-import/provider-jenkins'
import { createClient } from '@data-import/reference-database'

const [connectionString = '', dataSourceId = ''] = process.argv.slice(2)
const db = createClient(connectionString)
const orchestrator = createOrchestrator({
  db,
  providers: [git, github, jenkins],
  lock: postgresLock({ connectionString }),
})
const start = performance.now()
const { status, runs } = await orchestrator.run({ dataSources: [dataSourceId] })
const milliseconds = performance.now() - start
await db.$disconnect()
const error = runs.find(({ errorMessage }) => errorMessage !== undefined)?.errorMessage
process.stdout.write(`${JSON.stringify({ status, error, milliseconds })}\n`)
