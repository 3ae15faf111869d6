import { Instant } from '@/app/sections/instant'
import type { DataSourceState } from '@/lib/data-sources'

/** What is imported from, and when it was last complete. */
export function DataSources({ sources }: { sources: readonly DataSourceState[] }) {
  return (
    <section aria-labelledby="data-sources">
      <h2 id="data-sources">Data sources</h2>
      {sources.length === 0 && (
        <p className="empty">
          There is none yet. Add one: <code>npm run setup</code>
        </p>
      )}
      <ul className="rows">
        {sources.map((source) => (
          <li key={source.id}>
            <h3>
              {source.name} <span className="quiet">{source.provider}</span>
              {!source.isEnabled && <span className="status neutral beside">disabled</span>}
            </h3>
            <dl>
              <dt>Last complete</dt>
              <dd>
                <Instant at={source.lastCompleteAt} absent="never yet" />
              </dd>
              <dt>Next due</dt>
              <dd>
                {source.isEnabled ? (
                  <Instant at={source.dueAt} absent="with the next tick" />
                ) : (
                  <span className="quiet">not while disabled</span>
                )}
              </dd>
            </dl>
          </li>
        ))}
      </ul>
    </section>
  )
}
