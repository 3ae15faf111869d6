import { applyMigrations } from './apply-migrations.js'

/** Migrates in a process of its own; sends what it applied, and which timers would keep it alive. */
const [connectionString = '', directory] = process.argv.slice(2)
const names = await applyMigrations(connectionString, directory)
const heldBy = process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout')
process.send?.({ names, heldBy })
process.disconnect()
