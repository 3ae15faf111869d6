import { TransientError } from '@data-import/core/provider'
import { type JobRow, statusOf } from '@data-import/model'
import { type Fields, instantOf, millisecondsOf, textOf } from '../record/values.js'

/**
 * `externalId` ← the run's and `id`, which is unique in one build only; `name`; `status`, `result` ← `status`; `startedAt`
 * ← `startTimeMillis`; `finishedAt` ← that and `durationMillis`, once it has ended; `durationMs` ← `durationMillis`. A stage that
 * was left out has no times.
 *
 * @throws {TransientError} for a stage without its id
 */
export function jobRow(stage: Fields, run: { id: string; externalId: string }): JobRow {
  const id = textOf(stage.id)
  if (id === null) throw new TransientError(`Jenkins's answer has a stage without its id (${run.externalId}).`)
  const status = statusOf('jenkins/stage', { status: textOf(stage.status) })
  const hasRun = status.result !== 'SKIPPED'
  const startedAt = hasRun ? instantOf(stage.startTimeMillis) : null
  const durationMs = hasRun && status.status === 'DONE' ? millisecondsOf(stage.durationMillis) : null
  return {
    externalId: `${run.externalId}/${id}`,
    pipelineRunId: run.id,
    name: textOf(stage.name),
    ...status,
    startedAt,
    finishedAt: startedAt && durationMs !== null ? instantOf(startedAt.getTime() + durationMs) : null,
    durationMs,
  }
}
