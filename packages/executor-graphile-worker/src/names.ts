import { createHash } from 'node:crypto'
import { coreVersion, lockKey } from '@data-import/core'

/** Postgres schema of graphile-worker's tables where nothing else is said: apart from those of an application that uses it too. */
export const defaultWorkerSchema = 'data_import_worker'

/** Connections to the same database may be for tables in another schema. */
function markOf(schema: string): string {
  return BigInt.asUintN(64, lockKey(`v1/${schema}/workers`)).toString(36)
}

/** The queue's task for scripts of a provider in a version: only workers that have the same fetch it. */
export function taskOf(schema: string, offer: string): string {
  return `data-import:${markOf(schema)}:${offer}`
}

/** What a worker offers with a provider in a version, and a run needs. */
export function offerOf(provider: string, version: string, core: string = coreVersion): string {
  return `${provider}@${createHash('sha256').update(`${core}\n${version}`).digest('hex').slice(0, 12)}`
}

/** The queue's task for one worker. */
export function taskOfWorker(schema: string, number: number): string {
  return `data-import:${markOf(schema)}:worker ${number}`
}

/** Key of a run's job: one run is queued once. */
export function jobKeyOf(runId: string): string {
  return `run:${runId}`
}

/** Key of the job that asks a worker to help with a run. @param pid of its lock session */
export function joinKeyOf(runId: string, pid: number): string {
  return `join:${runId}:${pid}`
}

/** On which orchestrators hear workers. */
export function orchestratorChannel(schema: string): string {
  return `data_import_orchestrators_${markOf(schema)}`
}

/** On which workers hear orchestrators. */
export function workerChannel(schema: string): string {
  return `data_import_workers_${markOf(schema)}`
}
