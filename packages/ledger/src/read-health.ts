import { healthReasons } from './health-reasons.js'
import type { LedgerDatabase, LedgerOptions } from './ledger-database.js'
import { type Ledger, readLedger } from './read-ledger.js'

/** How an import is. */
export interface Health {
  /**
   * `ok`: everything is complete. `degraded`: something isn't, and the import goes on: answer 200, because nobody is helped by a
   * restart. `failing`: nothing moves, or a data source gets nothing any more: answer 503.
   */
  status: 'ok' | 'degraded' | 'failing'
  /** Why it is not ok, and what to do; what is failing first. */
  reasons: readonly HealthReason[]
}

/** One thing that is not as it should be. */
export interface HealthReason {
  status: 'degraded' | 'failing'
  /** The data source's name; absent where it is about all of them. */
  source?: string
  resource?: string
  /** What is the matter, and what to do. Names the data source and the resource, never a partition, a repository or a person. */
  message: string
  /** What the run itself said. Without secrets, but with the vendor's words and names: not for everybody's eyes. */
  detail?: string
}

/** What counts as too long. */
export interface HealthOptions extends LedgerOptions {
  /**
   * Milliseconds in which something must have moved: a pass begun, a run ended, a page saved. Give it more than two intervals of
   * the scheduler. Default: 86,400,000, one day.
   */
  maxAgeMs?: number
}

const dayMs = 24 * 60 * 60 * 1000

/**
 * Reads how the import is, for a health endpoint. Paused data sources and resources that were left out don't count.
 *
 * @example
 * ```ts
 * import { readHealth } from '@data-import/ledger'
 * import { PrismaPg } from '@prisma/adapter-pg'
 * import { PrismaClient } from './generated/client.js'
 *
 * const connectionString = process.env.DATABASE_URL ?? ''
 * const db = new PrismaClient({ adapter: new PrismaPg({ connectionString }) })
 * const health = await readHealth(db, { maxAgeMs: 60 * 60 * 1000 })
 * const response = Response.json(health, { status: health.status === 'failing' ? 503 : 200 })
 * ```
 */
export async function readHealth(db: LedgerDatabase, options: HealthOptions = {}): Promise<Health> {
  const { maxAgeMs = dayMs, ...where } = options
  return healthOf(await readLedger(db, where), maxAgeMs / 1000)
}

/** The health of a ledger. */
export function healthOf(ledger: Ledger, maxAge: number): Health {
  const all = healthReasons(ledger, maxAge)
  const reasons = [
    ...all.filter(({ status }) => status === 'failing'),
    ...all.filter(({ status }) => status === 'degraded'),
  ]
  return { status: reasons[0]?.status ?? 'ok', reasons }
}
