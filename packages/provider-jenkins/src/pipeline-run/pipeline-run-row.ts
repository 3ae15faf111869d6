import type { TableDefinition } from '@data-import/core/provider'
import { contributorTable, type PipelineRunRow, pipelineTable, statusOf } from '@data-import/model'
import type { JobItem } from '../listing/item.js'
import { instantOf, millisecondsOf, textOf } from '../record/values.js'
import { actionsOf, type Build, isRunning, runExternalId } from './build.js'
import type { Causes } from './causes.js'
import type { Checkout } from './checkout.js'

/** What a row refers to besides its build. */
export interface RunContext {
  job: Pick<JobItem, 'fullName' | 'path'>
  /** Address of Jenkins. */
  rootUrl: string
  idOf(table: TableDefinition, externalId: string): string
}

/**
 * `externalId` ← `fullName#number@timestamp`; `name` ← `fullDisplayName`; `number`; `status` ← `building`; `result`, also
 * that of the end, for one that is said before may still change; `sha`, `ref` ← the checkout of the job's own repository; `trigger`
 * ← the first cause; `createdAt`, `startedAt` ← `timestamp`; `finishedAt` ← `timestamp` + `duration`; `durationMs` ←
 * `duration`, which is 0 while it runs; `queuedMs` ← the action of the metrics plugin.
 */
export function pipelineRunRow(
  build: Build,
  causes: Causes,
  own: Checkout | null,
  context: RunContext,
): PipelineRunRow {
  const { fields, number, timestamp, mark } = build
  const { job, rootUrl, idOf } = context
  const running = isRunning(build)
  const durationMs = running === false ? endedAfter(build) : null
  const finished = timestamp && durationMs !== null ? instantOf(timestamp.getTime() + durationMs) : null
  const status = running === null ? null : running ? 'building' : 'finished'
  return {
    externalId: runExternalId(job.fullName, mark),
    pipelineId: idOf(pipelineTable, job.fullName),
    triggeredById: causes.person ? idOf(contributorTable, causes.person.externalId) : null,
    name: textOf(fields.fullDisplayName) ?? textOf(fields.displayName),
    number,
    ...statusOf('jenkins/build', { status, result: textOf(fields.result) }),
    sha: own?.sha ?? null,
    ref: own?.ref ?? null,
    trigger: causes.trigger,
    url: `${rootUrl}${job.path}/${number}/`,
    createdAt: timestamp,
    startedAt: timestamp,
    finishedAt: finished,
    queuedMs: queuedMsOf(build),
    durationMs,
  }
}

/** Null where Jenkins has lost how the build ended. */
function endedAfter({ fields: { duration, result } }: Build): number | null {
  const milliseconds = millisecondsOf(duration)
  return milliseconds === 0 && textOf(result) === null ? null : milliseconds
}

function queuedMsOf(build: Build): number | null {
  const parts = actionsOf(build).flatMap(
    ({ waitingDurationMillis, blockedDurationMillis, buildableDurationMillis }) => {
      const waits = [waitingDurationMillis, blockedDurationMillis, buildableDurationMillis].map(millisecondsOf)
      return waits.some((wait) => wait !== null) ? [waits.reduce<number>((sum, wait) => sum + (wait ?? 0), 0)] : []
    },
  )
  return parts[0] ?? null
}
