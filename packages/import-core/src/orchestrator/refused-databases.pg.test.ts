import { createTestDatabase, useTestDatabase } from '@data-import/test-kit'
import { expect, it } from 'vitest'
import { postgresLock } from '../locks/postgres-lock.js'
import { runOrchestrator } from './create-orchestrator.js'

const database = useTestDatabase()

it('refuses a transaction client, in which no page could be committed', async () => {
  const lock = postgresLock({ connectionString: database.url })
  const pass = database.db.$transaction((transaction) => runOrchestrator({ db: transaction, providers: [], lock }))
  await expect(pass).rejects.toThrow(/inside a transaction/)
})

it('refuses a lock on another database than db', async () => {
  const [one, other] = [await createTestDatabase(), await createTestDatabase()]
  // Of two that are new, both have seen as many passes once the lock is taken.
  await runOrchestrator({ db: one.db, providers: [], lock: postgresLock({ connectionString: one.url }) })
  await expect(
    runOrchestrator({ db: one.db, providers: [], lock: postgresLock({ connectionString: other.url }) }),
  ).rejects.toThrow(/different databases/)
  await Promise.all([one.close(), other.close()])
})

it('says what to do when the schema is missing or the database is down', async () => {
  const empty = await createTestDatabase({ isEmpty: true })
  const lock = postgresLock({ connectionString: empty.url })
  await expect(runOrchestrator({ db: empty.db, providers: [], lock })).rejects.toThrow(/Apply the migrations/)
  await empty.close()
  const nobody = postgresLock({ connectionString: 'postgresql://acme:s3cr3t@127.0.0.1:1/none' })
  await expect(runOrchestrator({ db: database.db, providers: [], lock: nobody })).rejects.toThrow(/can't be reached/)
})
