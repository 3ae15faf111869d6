/** `1234567` → `1,234,567` */
export function formatCount(count: number | bigint): string {
  return count.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

/** `650 ms`, `4.2 s`, `3 min 20 s`, `2 h 5 min` */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1_000) return `${Math.round(durationMs)} ms`
  if (durationMs < 59_950) return `${(durationMs / 1_000).toFixed(1)} s`
  const seconds = Math.round(durationMs / 1_000)
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`
}

/** `2026-03-01 09:30:00Z`; `-` for none. */
export function formatInstant(instant: Date | null | undefined): string {
  return instant ? `${instant.toISOString().slice(0, 19).replace('T', ' ')}Z` : '-'
}
