import { hash } from 'node:crypto'

const dayMs = 86_400_000
const fullLookEveryDays = 7

/**
 * Whether everything is to be read again although nothing seems to have changed: analyses that were dated back or deleted, and
 * issues that were deleted between two analyses, show nowhere. Each week, spread by project over a day.
 */
export function isFullLookDue(projectId: string, fullAt: string | null, now: Date): boolean {
  if (fullAt === null) return true
  const spread = Number.parseInt(hash('sha256', projectId, 'hex').slice(0, 8), 16) / 2 ** 32
  const ageMs = now.getTime() - Date.parse(fullAt)
  // One that lies in the future was left by a clock that was ahead.
  return !(ageMs >= 0 && ageMs < (fullLookEveryDays + spread) * dayMs)
}
