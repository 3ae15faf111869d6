import { formatInstant } from '~/format'

/** An instant for people and machines, or what stands for none. */
export function Instant({ at, absent = '' }: { at: string | null; absent?: string }) {
  if (!at) return <span className="quiet">{absent}</span>
  return <time dateTime={at}>{formatInstant(new Date(at))}</time>
}
