import { Status } from '@/app/sections/status'
import type { Reason } from '@/lib/completeness'
import { formatCount } from '@/lib/format'

const shown = 5

/** Why partitions are not complete. */
export function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  if (reasons.length === 0) return null
  return (
    <ul className="reasons">
      {reasons.slice(0, shown).map(({ partition, status, reason, resources }) => (
        <li key={`${partition} ${resources}`}>
          <Status status={status} /> <strong>{partition}</strong> {reason}{' '}
          <span className="quiet">({resources.join(', ')})</span>
        </li>
      ))}
      {reasons.length > shown && <li className="quiet">and {formatCount(reasons.length - shown)} more</li>}
    </ul>
  )
}
