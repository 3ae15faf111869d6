import { randomUUID } from 'node:crypto'
import { ConfigurationError } from '@data-import/core/provider'
import type { InsightDatabase } from '../database/insight-database.js'
import { readTables } from '../database/read-tables.js'

/** What somebody knows about two accounts or addresses. */
export interface PersonVerdict {
  organizationId: string
  /** As `PersonAccount` and suggestions name it: `github.com/12345`, or an address. */
  a: string
  b: string
  verdict: 'SAME' | 'DIFFERENT'
  /** Who says so, by the host's own word. */
  decidedBy?: string
  /** Postgres schema of the tables. Default: `data`. */
  schema?: string
}

/**
 * Keeps what somebody decided: the next link follows it, whatever rules say. A decision about the same two takes the place of an earlier one.
 * @throws {ConfigurationError} if the two are one and the same.
 * @example
 * ```ts
 * import { decidePerson, linkRecords } from '@data-import/insight'
 *
 * declare const db: import('@data-import/insight').TransactionalDatabase
 * const pair = { organizationId: 'acme', a: 'github.com/7', b: 'gitlab.acme.dev/3' }
 * await decidePerson(db, { ...pair, verdict: 'SAME', decidedBy: 'ana' })
 * await linkRecords({ db, organizationId: 'acme' })
 * ```
 */
export async function decidePerson(db: InsightDatabase, decision: PersonVerdict): Promise<void> {
  const { organizationId, verdict, decidedBy = null, schema = 'data' } = decision
  const [a, b] = pairOf(decision)
  if (a === b) throw new ConfigurationError(`${a} can't be decided about with itself: name two accounts.`)
  const table = await readTables(db, schema)
  await db.$executeRawUnsafe(
    `insert into ${table('PersonDecision')} (id, organization_id, a, b, verdict, decided_by, decided_at)
     values ($1, $2, $3, $4, $5, $6, now())
     on conflict (organization_id, a, b) do update
     set verdict = excluded.verdict, decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
    ...[randomUUID(), organizationId, a, b, verdict, decidedBy],
  )
}

/**
 * Takes a decision back: the next link goes by the rules again.
 * @returns whether there was one.
 */
export async function undoDecision(
  db: InsightDatabase,
  decision: Pick<PersonVerdict, 'organizationId' | 'a' | 'b' | 'schema'>,
): Promise<boolean> {
  const table = await readTables(db, decision.schema ?? 'data')
  const deleted = await db.$executeRawUnsafe(
    `delete from ${table('PersonDecision')} where organization_id = $1 and a = $2 and b = $3`,
    ...[decision.organizationId, ...pairOf(decision)],
  )
  return deleted > 0
}

/** Each pair is one row, whichever was named first. */
function pairOf({ a, b }: Pick<PersonVerdict, 'a' | 'b'>): [string, string] {
  const [low = '', high = ''] = [a, b].map((key) => (key.includes('/') ? key : key.trim().toLowerCase())).sort()
  return [low, high]
}
