import type { TestDatabase } from '@data-import/test-kit'
import type { ExecutionContext, PartitionsOptions } from '../contract/execution-context.js'
import type { PartitionContext, WalkEnd } from '../contract/partition.js'
import type { ConfigurationKey } from '../contract/provider.js'
import { postgresLock } from '../locks/postgres-lock.js'
import { createOrchestrator } from '../orchestrator/create-orchestrator.js'
import type { RunOptions } from '../orchestrator/options.js'

export type TestWalk = (partition: PartitionContext, context: ExecutionContext) => Promise<WalkEnd | undefined>

/** What tests say of a pass over partitions, beside the partitions. */
export interface PassOverOptions {
  run?: RunOptions
  script?: { overlapMinutes?: number }
  partitions?: PartitionsOptions
  configuration?: readonly ConfigurationKey[]
}

/** One pass of one script that walks these partitions. */
export function passOver(
  { db, url }: Pick<TestDatabase, 'db' | 'url'>,
  keys: readonly string[],
  walk: TestWalk,
  options: PassOverOptions = {},
) {
  const script = {
    dataSourceName: 'ACME',
    resource: 'commit',
    dependsOn: [],
    importWindowDays: 90,
    ...options.script,
    run: (context: ExecutionContext) =>
      context.partitions(
        keys.map((key) => ({ key, name: `acme/${key}` })),
        (partition) => walk(partition, context),
        options.partitions,
      ),
  }
  const lock = postgresLock({ connectionString: url })
  return createOrchestrator({
    db,
    providers: [{ scripts: [script], configuration: options.configuration ?? [] }],
    lock,
  }).run(options.run)
}
