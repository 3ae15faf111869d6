import { alongside, changesOf, rowsOf } from '@data-import/core/provider'
import { createUnfinished, type Unfinished, type UnfinishedItem } from '@data-import/http'
import { pipelineRunCommitTable, pipelineRunTable } from '@data-import/model'
import { createPeople } from '../people/people.js'
import { unknownPipelines } from '../pipeline/known-pipelines.js'
import { pipelineRowOfRun } from '../pipeline/pipeline-row.js'
import { hasEnded } from '../walk/has-ended.js'
import { checkSuitesOf } from './check-suites.js'
import { pipelineRunCommitRow, pipelineRunRow, type RestRun } from './pipeline-run-row.js'
import type { RunPosition, RunWalk } from './run-walk.js'

/** Saves runs and keeps which of them have not ended. */
export interface RunSaver extends Pick<Unfinished, 'unmet'> {
  /** A run that was deleted before it ended: nobody knows how. */
  gone(id: string, position: Omit<RunPosition, 'open'>): Promise<void>
  /**
   * Rows and the position after them, in one transaction.
   * @param etag of a run that was asked for alone
   * @returns how many rows were new or changed
   */
  save(runs: readonly RestRun[], position: Omit<RunPosition, 'open'>, etag?: string | null): Promise<number>
  open(): UnfinishedItem[]
}

/**
 * GitHub ends runs after 35 days (https://docs.github.com/en/actions/reference/limits), also those that were run again at
 * the age of 30, and counts their age from the first time.
 */
const forgetAfterMs = 75 * 86_400_000

export function createRunSaver(walk: RunWalk): RunSaver {
  const items = createUnfinished({ before: walk.state?.own?.open, resumed: walk.position?.open, forgetAfterMs })
  const open = () => items.open(new Date(walk.head.probedAt))
  return {
    async save(runs, position, etag = null) {
      const { context, repository } = walk
      const people = createPeople(context)
      const rows = runs.map((run) => pipelineRunRow(run, repository.id, people, context))
      const pipelines = runs.flatMap((run) => pipelineRowOfRun(run, repository) ?? [])
      const commits = runs.map((run) => pipelineRunCommitRow(run, context))
      for (const [index, row] of rows.entries()) {
        items.met({ id: row.externalId, createdAt: runs[index]?.created_at ?? '', tag: etag }, !hasEnded(row))
      }
      const saved = await walk.checkpoint(
        [
          people.rows(),
          ...(await unknownPipelines(context, pipelines)),
          rowsOf(pipelineRunTable, rows),
          alongside(rowsOf(pipelineRunCommitTable, commits)),
        ],
        { ...position, open: open() },
      )
      people.saved()
      checkSuitesOf(context).remember(repository.key, runs)
      return saved.inserted + saved.updated
    },
    open,
    unmet: items.unmet,
    async gone(id, position) {
      items.gone(id)
      const changes = [changesOf(pipelineRunTable, [{ externalId: id, status: 'DONE' }])]
      await walk.checkpoint(changes, { ...position, open: open() })
    },
  }
}
