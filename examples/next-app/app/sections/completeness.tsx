import { Instant } from '@/app/sections/instant'
import { Reasons } from '@/app/sections/reasons'
import type { Completeness, PartitionStatus, ResourceCompleteness } from '@/lib/completeness'
import { formatCount } from '@/lib/format'

const kinds: Record<PartitionStatus, string> = {
  COMPLETE: 'good',
  INCOMPLETE: 'going',
  FAILED: 'bad',
  UNAVAILABLE: 'bad',
  SKIPPED: 'neutral',
}

/** What is complete and what is not, and why. */
export function CompletenessSection({ completeness }: { completeness: readonly Completeness[] }) {
  return (
    <section aria-labelledby="completeness">
      <h2 id="completeness">Completeness</h2>
      {completeness.length === 0 && <p className="empty">Nothing has been imported yet.</p>}
      <ul className="rows">
        {completeness.map(({ dataSource, resources, reasons }) => (
          <li key={dataSource}>
            <h3>{dataSource}</h3>
            <ul className="resources">
              {resources.map((resource) => (
                <Resource key={resource.resource} {...resource} />
              ))}
            </ul>
            <Reasons reasons={reasons} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Resource({ resource, counts, completeUpTo }: ResourceCompleteness) {
  const present = (Object.keys(kinds) as PartitionStatus[]).filter((status) => counts[status] > 0)
  return (
    <li>
      <span>{resource}</span>
      <span className="share" aria-hidden="true">
        {present.map((status) => (
          <span key={status} className={kinds[status]} style={{ flexGrow: counts[status] }} />
        ))}
      </span>
      <span>{present.map((status) => `${formatCount(counts[status])} ${status.toLowerCase()}`).join(', ')}</span>
      <span className="quiet">
        {completeUpTo && 'up to '}
        <Instant at={completeUpTo} absent="never complete yet" />
      </span>
    </li>
  )
}
