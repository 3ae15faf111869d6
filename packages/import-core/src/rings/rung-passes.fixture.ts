import { acmeScript, addAcmeSource, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeEach } from 'vitest'
import type { ExecutionContext } from '../contract/execution-context.js'
import type { PartitionContext, WalkEnd } from '../contract/partition.js'
import type { DataSourceScript } from '../contract/script.js'

type Walk = (partition: PartitionContext) => Promise<WalkEnd>

/** Passes over one data source that isn't due again for ten hours, in a database of their own. */
export function useRungPasses() {
  const database = useTestDatabase()
  /** What the last pass did: partitions as `resource/key`, and resources. */
  const seen = { dataSourceId: '', walked: [] as string[], calls: [] as string[] }
  const forget = () => {
    seen.walked = []
    seen.calls = []
  }
  beforeEach(async () => {
    await database.db.dataSource.deleteMany()
    seen.dataSourceId = (await addAcmeSource(database, 'one', { syncIntervalMinutes: 600 })).id
    forget()
  })
  return {
    database,
    seen,
    /** A probe says of all its partitions that nothing has changed. */
    probed: (resource: string, dependsOn: string[] = [], walk: Walk = async () => ({})): DataSourceScript =>
      acmeScript(resource, dependsOn, async (context: ExecutionContext) => {
        seen.calls.push(resource)
        await context.partitions(
          ['a', 'b', 'c'].map((key) => ({ key })),
          async (partition) => {
            seen.walked.push(`${resource}/${partition.key}`)
            return walk(partition)
          },
          { isUnchanged: () => true, concurrency: 1 },
        )
      }),
    pass: (scripts: DataSourceScript[], { minimumLookMs = 0, force = false } = {}) => {
      forget()
      return wireAcme(database, scripts, { minimumLookMs }).run({ force })
    },
    partition: (key: string, scriptName = 'commit') =>
      database.db.importPartition.findUniqueOrThrow({
        where: { dataSourceId_scriptName_key: { dataSourceId: seen.dataSourceId, scriptName, key } },
      }),
  }
}
