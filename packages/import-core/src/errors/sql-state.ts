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
  return found ?? lastLine(error instanceof Error ? error.message : String(error))
}

/** Prisma shows the code that asked, and says in the end what is wrong. */
function lastLine(message: string): string {
  return /^\s*Invalid `/.test(message) ? (message.trimEnd().split('\n').at(-1) ?? message) : message
}

function findMessage(value: unknown, depth: number): string | undefined {
  if (typeof value !== 'object' || value === null || depth > 5) return undefined
  const record = value as Record<string, unknown>
  if (typeof record.originalMessage === 'string') return record.originalMessage
  const { meta } = record
  // Prisma 6: the code and the message of a raw query.
  if (typeof meta === 'object' && meta !== null) {
    const { code, message } = meta as Record<string, unknown>
    if (typeof code === 'string' && typeof message === 'string') return message
  }
  for (const name of ['meta', 'driverAdapterError', 'cause']) {
    const found = findMessage(record[name], depth + 1)
    if (found) return found
  }
  if (depth > 0 && typeof record.message === 'string' && typeof record.code === 'string') return record.message
  return undefined
}

/**
 * True where the fault lies in a record: data exceptions, broken constraints, values beyond a limit of Postgres (54001: JSON nested too
 * deeply), and
 * two external ids that became one when their text was repaired.
 */
export function isRefusal(error: unknown): boolean {
  const state = sqlState(error)
  return state !== undefined && (/^2[23]/.test(state) || /^5400[01]$/.test(state) || state === '21000')
}
