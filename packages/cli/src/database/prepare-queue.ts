import type { Executor } from '@data-import/core'
import type { DatabaseLocation } from './database-location.js'

/** Creates the tables of the workers' queue in the embedded database; in another one, `migrate --workers` does. */
export async function prepareQueue(location: DatabaseLocation, connectionString: string): Promise<void> {
  if (!('directory' in location)) return
  const { migrateWorkers } = await import('@data-import/executor-graphile-worker')
  await migrateWorkers({ connectionString })
}

/** The option of an orchestrator whose scripts run on workers; nothing where they run in this process. */
export async function executorOf(
  { workers }: { workers?: true },
  location: DatabaseLocation,
  connectionString: string,
): Promise<{ executor?: Executor }> {
  if (!workers) return {}
  const { graphileWorkerExecutor } = await import('@data-import/executor-graphile-worker')
  await prepareQueue(location, connectionString)
  return { executor: graphileWorkerExecutor({ connectionString }) }
}
