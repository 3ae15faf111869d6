/** An instant of the ledger, which gives seconds since 1970. */
export function dateOf(seconds: number): Date
/** An instant of the ledger; null where there is none. */
export function dateOf(seconds: number | null | undefined): Date | null
export function dateOf(seconds: number | null | undefined): Date | null {
  return seconds === null || seconds === undefined ? null : new Date(Math.round(seconds * 1_000))
}
