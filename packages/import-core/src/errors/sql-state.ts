/**
 * The SQLSTATE inside an error of Prisma 7 (`meta.driverAdapterError.cause.originalCode`), Prisma 6 (`meta.code`) or
 * `pg` (`code`), if there is one.
 */
export function sqlState(error: unknown): string | undefined {
  return find(error, 0)
}

function find(value: unknown, depth: number): string | undefined {
  if (typeof value !== 'object' || value === null || depth > 5) return undefined
  const record = value as Record<string, unknown>
  for (const name of ['originalCode', 'code']) {
    const code = record[name]
    if (typeof code === 'string' && isSqlState(code)) return code
  }
  for (const name of ['meta', 'driverAdapterError', 'cause']) {
    const found = find(record[name], depth + 1)
    if (found) return found
  }
  return undefined
}

/** Prisma's own codes (`P2010`) have the same length, and Postgres has classes P0 and none of P1 to P6. */
function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code) && !/^P[1-6]\d{3}$/.test(code) && !/^E[A-Z]{4}$/.test(code)
}

/** The message of Postgres inside an error of Prisma, which wraps it in several lines of its own. */
export function databaseMessage(error: unknown): string {
  const found = findMessage(error, 0)
  return found ?? (error instanceof Error ? error.message : String(error))
}

function findMessage(value: unknown, depth: number): string | undefined {
  if (typeof value !== 'object' || value === null || depth > 5) return undefined
  const record = value as Record<string, unknown>
  if (typeof record.originalMessage === 'string') return record.originalMessage
  for (const name of ['meta', 'driverAdapterError', 'cause']) {
    const found = findMessage(record[name], depth + 1)
    if (found) return found
  }
  if (depth > 0 && typeof record.message === 'string' && typeof record.code === 'string') return record.message
  return undefined
}
