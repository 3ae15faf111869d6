const recentMs = 7 * 86_400_000

/** Whether an instant is so close that what it is of may still change without a sign. */
export function isRecent(instant: string | null | undefined, now: Date): boolean {
  const time = Date.parse(instant ?? '')
  return !Number.isNaN(time) && time > now.getTime() - recentMs
}
