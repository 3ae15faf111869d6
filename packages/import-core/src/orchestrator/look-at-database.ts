import type { RawClient } from '../database/client.js'
import { ConfigurationError } from '../errors/import-error.js'
import { lookThroughClient } from '../runs/look-through-client.js'
import { type DataSourceRecord, loadEnabledDataSources } from './data-source.js'

/** What a pass finds at its start. */
export interface FirstLook {
  /** Enabled data sources that both the import's own connection and the host's client see. */
  enabled: DataSourceRecord[]
  /** Whether the host's client shows instants as they are stored. */
  isTimeRight: boolean
}

/**
 * Compares what the import's own connection sees with what the host's client does.
 * @throws {ConfigurationError} where they are not the same database, or where the own connection sees less.
 */
export async function lookAtDatabase(
  own: RawClient,
  client: RawClient,
  schema: string,
  fencingToken: bigint,
  minimumLookMs: number,
): Promise<FirstLook> {
  for (let isRepeated = false; ; isRepeated = true) {
    const [enabled, view] = await Promise.all([
      loadEnabledDataSources(own, schema, minimumLookMs),
      lookThroughClient(client, schema, fencingToken),
    ])
    if (view.isInsideTransaction) {
      throw new ConfigurationError(
        '`db` is a client inside a transaction: a pass commits page by page, so give it the client itself.',
      )
    }
    if (!view.isFenceVisible) {
      throw new ConfigurationError(
        '`lock` and `db` are connected to different databases, or another pass has taken over.',
      )
    }
    const seen = new Set(enabled.map(({ id }) => id))
    if (![...view.dataSourceIds].every((id) => seen.has(id))) {
      // One may have been added between the two looks.
      if (!isRepeated) continue
      throw new ConfigurationError(
        'The role of `lock` does not see data sources that `db` does, because row-level security hides them from it. A pass reads and writes as the role of `lock`: give `postgresLock` a role with policies for these tables, or with BYPASSRLS.',
      )
    }
    return { enabled: enabled.filter(({ id }) => view.dataSourceIds.has(id)), isTimeRight: view.isTimeRight }
  }
}
