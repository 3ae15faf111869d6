import type { PartitionEvents } from './create-partitions.js'
import type { PartitionsScope } from './partitions-scope.js'
import type { PartitionOutcome } from './walk-partition.js'

const partitionsPerStatement = 500

/** Collects partitions that have nothing new and records them many at a time. */
export function createUnchanged(
  scope: Pick<PartitionsScope, 'recordUnchanged' | 'endDate'>,
  outcomes: Map<string, PartitionOutcome>,
  events: PartitionEvents,
) {
  let waiting: { key: string; name: string }[] = []
  async function flush(): Promise<void> {
    const partitions = waiting
    waiting = []
    if (partitions.length === 0) return
    await scope.recordUnchanged(partitions)
    for (const partition of partitions) {
      const outcome: PartitionOutcome = { ...partition, status: 'COMPLETE', watermark: new Date(scope.endDate) }
      outcomes.set(partition.key, outcome)
      events.onFinish(outcome)
    }
  }
  return {
    async add(partition: { key: string; name: string }): Promise<void> {
      waiting.push(partition)
      if (waiting.length >= partitionsPerStatement) await flush()
    },
    flush,
  }
}
