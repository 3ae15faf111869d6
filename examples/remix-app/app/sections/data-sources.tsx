import type { Overview } from '~/overview.server'
import { Instant } from '~/sections/instant'

/** What is imported from, and when it was last complete. */
export function DataSources({ sources }: Pick<Overview, 'sources'>) {
  return (
    <section aria-labelledby="data-sources">
      <h2 id="data-sources">Data sources</h2>
      {sources.length === 0 && (
        <p className="quiet">
          There is none yet. Add some: <code>npm run setup</code>
        </p>
      )}
      <ul className="rows">
        {sources.map(({ id, name, provider, isEnabled, lastCompleteAt, notComplete }) => (
          <li key={id}>
            <h3>
              {name} <span className="quiet">{provider}</span>
            </h3>
            <p>
              {isEnabled ? 'Last complete ' : 'Disabled, last complete '}
              <Instant at={lastCompleteAt} absent="never yet" />
            </p>
            {notComplete > 0 && (
              <p className="error">
                {notComplete} {notComplete === 1 ? 'partition is' : 'partitions are'} not complete
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
