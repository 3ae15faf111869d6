/** How many items to ask for at once, by what the other side could answer in time. */
export interface PageSize {
  current(): number
  /** After a query that was too heavy. @returns false at one item, which can't be less */
  shrink(): boolean
  /** After one that was answered. */
  succeeded(): void
}

/** A timeout costs more than it saves, so the size grows back only after as many answers. */
const successesToGrow = 4

/**
 * Keeps how many items a page may have where heavy questions time out: `shrink` halves it, four answers double it again.
 * @param maximum where it starts, and what it never exceeds
 */
export function createPageSize(maximum: number): PageSize {
  let size = maximum
  let successes = 0
  return {
    current: () => size,
    shrink() {
      successes = 0
      if (size === 1) return false
      size = Math.floor(size / 2)
      return true
    },
    succeeded() {
      if (++successes < successesToGrow || size === maximum) return
      successes = 0
      size = Math.min(size * 2, maximum)
    },
  }
}
