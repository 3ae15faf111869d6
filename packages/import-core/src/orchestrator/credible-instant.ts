import type { DatabaseClient } from '../database/client.js'
import { credibleUntil } from '../runs/calculate-date-range.js'
import { lastCredible, newestFetched } from '../runs/past-runs.js'
import type { GraphNode } from './build-graph.js'
import type { PassScope } from './pass-scope.js'

/**
 * Up to when a script's data is known complete. An instant that lies in the future was written while the database's clock was
 * wrong, and nobody knows when it really was: then it is where a run had come to before.
 */
export async function credibleInstant<Db extends DatabaseClient>(
  { db, schema, endDate }: Pick<PassScope<Db>, 'db' | 'schema' | 'endDate'>,
  { dataSource, script }: Pick<GraphNode<Db>, 'dataSource' | 'script'>,
  known: Date | null,
): Promise<{ at: Date | null; warning?: string }> {
  if (known === null || known <= endDate) return { at: known }
  // Once a later pass has come to its end under a clock that is right, that is where to continue.
  const newest = await newestFetched(db, schema, dataSource.id, script.resource)
  if (newest && newest <= endDate) return { at: newest }
  const at = await lastCredible(db, schema, dataSource.id, script.resource, credibleUntil(endDate, known))
  const from = at ? `It is read again from ${at.toISOString()}` : 'Its whole import window is read again'
  return {
    at,
    warning: `${script.resource} is recorded as fetched up to an instant in the future: the database's clock was ahead, or is behind now. ${from}. Look after the clock of the database's server.`,
  }
}
