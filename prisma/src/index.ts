export { PrismaClient } from '../generated/client.js'
export { createClient } from './create-client.js'
export { applyMigrations, type MigrationState, migrationState, referenceMigrations } from './migrations.js'
