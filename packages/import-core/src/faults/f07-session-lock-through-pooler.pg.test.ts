import { adminUrl, recordFault, times, useTestDatabase } from '@data-import/test-kit'
import { describe, expect, it } from 'vitest'
import { ConfigurationError } from '../errors/import-error.js'
import { postgresLock } from '../locks/postgres-lock.js'
import { missingPgBouncer, type Pooler, startPgBouncer } from './pgbouncer.fixture.js'

const missing = missingPgBouncer()
const kinds: [string, 'transaction' | 'session', Record<string, number>][] = [
  ['transaction', 'transaction', {}],
  ['transaction, in turn', 'transaction', { server_round_robin: 1 }],
  ['transaction, two connections in turn', 'transaction', { server_round_robin: 1, min_pool_size: 2 }],
]

describe.skipIf(missing)(`F7${missing ? ` (skipped: ${missing})` : ''}`, () => {
  const database = useTestDatabase()

  /** How many of the attempts were refused. */
  async function refusals(url: string, attempts: number): Promise<number> {
    let refused = 0
    for (let attempt = 0; attempt < attempts; attempt++) {
      // A new one each time: a lock that found its connection direct doesn't ask again.
      const lease = await postgresLock({ connectionString: url })
        .acquire({ schema: 'data' })
        .catch((error: unknown) => {
          expect(error).toBeInstanceOf(ConfigurationError)
          refused++
        })
      await lease?.release()
    }
    return refused
  }

  it.each(kinds)('F7: a session lock through a pooler (%s) is refused every time', async (kind, mode, settings) => {
    const pooler = await startPgBouncer(adminUrl(), mode, { server_idle_timeout: 1, ...settings })
    const attempts = times(5, 50)
    const refused = await refusals(pooler.urlOf(database.url), attempts)
    await pooler.close()
    const title = `session lock through a pooler (${kind})`
    await recordFault({
      fault: 'F7',
      title,
      injected: attempts,
      lost: 0,
      doubled: attempts - refused,
      stuck: 0,
      recoveryMs: [],
      note: `${refused} refused`,
    })
  })

  it('F7: one on a direct connection, or through a session pooler, never is', async () => {
    const pooler: Pooler = await startPgBouncer(adminUrl(), 'session', { server_idle_timeout: 1 })
    const attempts = times(5, 50)
    const stuck = (await refusals(database.url, attempts)) + (await refusals(pooler.urlOf(database.url), attempts))
    await pooler.close()
    const title = 'session lock on connections that keep it'
    await recordFault({
      fault: 'F7',
      title,
      injected: 2 * attempts,
      lost: 0,
      doubled: 0,
      stuck,
      recoveryMs: [],
      note: 'false alarms count as stuck',
    })
  })
})
