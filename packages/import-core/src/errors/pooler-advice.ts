import type { Advice } from './state-advice.js'

/**
 * How poolers refuse whom they have no connection for: PgBouncer and Supavisor. The first gives it the state of a broken
 * protocol, as if the database couldn't be reached.
 */
const refusal = /query_wait_timeout|no more connections allowed|max clients reached/i

/** What to do about a pooler that has no free connection; undefined for any other failure. */
export function poolerAdvice(message: string): Advice | undefined {
  if (!refusal.test(message)) return undefined
  return {
    recovery: 'retry',
    what: 'The pooler in front of the database had no free connection',
    todo: 'Give its pool more of them (PgBouncer: default_pool_size, and max_client_conn). In the mode `transaction` the lock keeps one for the pass and one for each script that runs, and their reads and writes need one more at least: otherwise lower `concurrency`, or use the mode `lease`.',
    isMessageTold: true,
  }
}
