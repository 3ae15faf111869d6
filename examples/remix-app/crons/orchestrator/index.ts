import * as catalog from '@crons/data-sources/catalog'
import { createOrchestrator, type PassResult, postgresLock, type RunOptions } from '@data-import/core'
import * as git from '@data-import/provider-git'
import { connectionString, db } from '~/db.server'

const orchestrator = createOrchestrator({
  db,
  providers: [git, catalog],
  secrets: { encryptionKey: () => process.env.DATA_IMPORT_SECRET_KEY?.split(',') },
  lock: postgresLock({ connectionString }),
})

/** Runs one pass: what is due, in the order of its dependencies. While another pass runs, it says `busy`. */
export function runOrchestrator(options: RunOptions = {}): Promise<PassResult> {
  return orchestrator.run(options)
}
