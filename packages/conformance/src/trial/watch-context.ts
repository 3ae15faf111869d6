import type { DatabaseClient } from '@data-import/core'
import {
  type ExecutionContext,
  type Json,
  type PartitionContext,
  type RowOf,
  type RowWrite,
  rowsOf,
  type TableDefinition,
} from '@data-import/core/provider'
import type { PassRecord } from './pass-record.js'
import { watchEnv } from './watch-env.js'

/** A moment at which a process may die: rows are about to be stored, or have been. */
export interface Step {
  /** From 1 within the pass. */
  number: number
  phase: 'before' | 'after'
  writes: readonly RowWrite[]
  /** Where the walk would continue, of a checkpoint; null elsewhere, and where there is nothing more. */
  cursor: Json
}

/** Told of what a script does. */
export interface ContextWatch {
  record: PassRecord
  /** May throw, as a process that dies there. */
  onStep(step: Step): Promise<void>
  onId(id: string, of: string): void
  onEnd(endDate: Date): void
}

/** The context of a run, with ears. */
export function watchContext(
  context: ExecutionContext<DatabaseClient>,
  resource: string,
  { record, onStep, onId, onEnd }: ContextWatch,
): ExecutionContext<DatabaseClient> {
  onEnd(context.endDate)

  async function store<Result>(
    writes: readonly RowWrite[],
    startDate: Date,
    work: () => Promise<Result>,
    cursor: Json = null,
  ): Promise<Result> {
    for (const { table, rows } of writes) record.writes.push({ resource, table, rows, startDate })
    record.steps += 1
    const number = record.steps
    await onStep({ number, phase: 'before', writes, cursor })
    const result = await work()
    await onStep({ number, phase: 'after', writes, cursor })
    return result
  }
  const watchRead = <Read extends (table: TableDefinition, ...rest: never[]) => unknown>(read: Read): Read => {
    const watched = (table: TableDefinition, ...rest: never[]) => {
      record.reads.push({ resource, table })
      return read(table, ...rest)
    }
    // It takes and returns what `read` does, whose overloads a function of its own can't declare.
    return watched as Read
  }
  const watchPartition = (partition: PartitionContext): PartitionContext => ({
    ...partition,
    checkpoint(given) {
      // A script may use its lists again as soon as it has handed them over.
      const page = given?.rows ? { ...given, rows: given.rows.map(copyOf) } : given
      return store(page?.rows ?? [], partition.startDate, () => partition.checkpoint(page), page?.cursor)
    },
  })

  return {
    ...context,
    env: watchEnv(context.env, (key) => record.keys.add(key)),
    save(given: TableDefinition | RowWrite, rows?: readonly RowOf<TableDefinition>[]) {
      // A script may use its list again as soon as it has handed it over.
      const write = 'columns' in given ? rowsOf(given, [...(rows ?? [])]) : copyOf(given)
      return store([write], context.startDate, () => context.save(write))
    },
    stored: watchRead(context.stored),
    count: watchRead(context.count),
    idOf(table, externalId) {
      const id = context.idOf(table, externalId)
      onId(id, `${table.name}:${externalId}`)
      return id
    },
    async saveSetting(key, secret) {
      record.savedSecrets.push(secret)
      await store([], context.startDate, () => context.saveSetting(key, secret))
    },
    partitionsOf(of) {
      record.consulted.push({ resource, of })
      return context.partitionsOf(of)
    },
    partitions: (partitions, walk, options) =>
      context.partitions(
        partitions,
        async (partition) => {
          const end = (await walk(watchPartition(partition))) ?? {}
          // What a walk returns is stored when it has ended, so nobody can be told afterwards.
          return store(end.rows ?? [], partition.startDate, async () => end)
        },
        options,
      ),
  }
}

function copyOf(write: RowWrite): RowWrite {
  return { ...write, rows: [...write.rows] }
}
