import { createOrchestrator, postgresLock } from '@data-import/core'
import * as git from '@data-import/provider-git'
import * as github from '@data-import/provider-github'
import { connectionString, db } from '@/lib/db'

/**
 * Imports what is due. GITHUB needs nothing but the network; GIT runs the program `git` and wants a disk, so no serverless host
 * can run it. The lock needs Postgres itself: behind a pooler, give it the direct address.
 */
export const orchestrator = createOrchestrator({
  db,
  providers: [git, github],
  secrets: { encryptionKey: () => process.env.DATA_IMPORT_SECRET_KEY?.split(',') },
  lock: postgresLock({ connectionString: process.env.DIRECT_DATABASE_URL ?? connectionString }),
})
