import { formatInstant } from '@/lib/format'

/** An instant for people and machines, or what stands for none. */
export function Instant({ at, absent }: { at: Date | null; absent: string }) {
  if (!at) return <span className="quiet">{absent}</span>
  return <time dateTime={at.toISOString()}>{formatInstant(at)}</time>
}
