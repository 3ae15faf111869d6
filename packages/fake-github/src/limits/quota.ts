import type { LimitState } from './fake-limits.js'

const hourMs = 3_600_000

/** A budget that fills up again an hour after its first use. */
export interface Quota {
  limit: number
  used: number
  /** Null until it is used. */
  resetAt: Date | null
}

/** A budget of which nothing is used. */
export function createQuota(limit: number): Quota {
  return { limit, used: 0, resetAt: null }
}

/** What is left now. */
export function readQuota(quota: Quota, now: Date): LimitState {
  if (quota.resetAt && quota.resetAt <= now) {
    quota.used = 0
    quota.resetAt = null
  }
  const remaining = Math.max(0, quota.limit - quota.used)
  return { limit: quota.limit, remaining, used: quota.used, resetAt: quota.resetAt ?? new Date(now.getTime() + hourMs) }
}

/** Uses some of it. */
export function spend(quota: Quota, amount: number, now: Date): void {
  const { resetAt } = readQuota(quota, now)
  quota.resetAt = resetAt
  quota.used += amount
}
