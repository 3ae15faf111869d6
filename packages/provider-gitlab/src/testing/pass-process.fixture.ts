/** A process that runs one pass over GitLab, for tests that kill it. Argument: connection string of the database. */
import { createOrchestrator, postgresLock } from '@data-import/core'
import { createClient } from '@data-import/reference-database'
import { configuration } from '../configuration.js'
import { scripts } from '../scripts.js'

const [connectionString = ''] = process.argv.slice(2)
const db = createClient(connectionString, { max: 8, applicationName: 'pass-process' })
const lock = postgresLock({ connectionString })
const result = await createOrchestrator({ db, providers: [{ scripts, configuration }], lock }).run()
await db.$disconnect()
process.stdout.write(`${result.status}\n`)
