import type { AfterPass } from '../contract/after-pass.js'
import type { DatabaseClient } from '../database/client.js'
import { inTransaction } from '../database/transaction.js'
import { messageOf } from '../errors/message-of.js'
import { createRedactor } from '../secrets/create-redactor.js'
import type { PassScope } from './pass-scope.js'

/**
 * Does the host's steps at the end of a pass, one after the other, unless it was asked to end. Never throws: what was imported stays.
 * @returns what went wrong.
 */
export async function runAfterPass<Db extends DatabaseClient>(
  steps: readonly AfterPass[],
  { db, schema, lease, stop }: Pick<PassScope<Db>, 'db' | 'schema' | 'lease' | 'stop'>,
): Promise<string | undefined> {
  for (const step of steps) {
    if (stop.isStopped() || lease.signal.aborted) return undefined
    try {
      await inTransaction(db, (transaction) => step.run({ db: transaction, schema, signal: lease.signal }))
    } catch (error) {
      return `${step.name} after the pass failed: ${messageOf(createRedactor([]).error(error))}`
    }
  }
  return undefined
}
