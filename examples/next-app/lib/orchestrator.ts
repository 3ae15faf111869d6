import { createOrchestrator, postgresLock } from '@data-import/core'
import * as git from '@data-import/provider-git'
import { connectionString, db } from '@/lib/db'

/** Imports what is due. The lock needs Postgres itself: behind a pooler, give it the direct address. */
export const orchestrator = createOrchestrator({
  db,
  providers: [git],
  lock: postgresLock({ connectionString: process.env.DIRECT_DATABASE_URL ?? connectionString }),
})
