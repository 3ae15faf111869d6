import { alongside, type RowWrite, rowsOf } from '@data-import/core/provider'
import { type PipelineRow, pipelineTable } from '@data-import/model'
import type { GithubContext } from '../database.js'

type PipelineContext = Pick<GithubContext, 'stored' | 'shared' | 'dataSourceId'>

/**
 * Rows of workflows that no pass has saved yet, so that runs can refer to them. The list of workflows says more of them;
 * those that are stored are left as it says.
 */
export async function unknownPipelines(context: PipelineContext, rows: readonly PipelineRow[]): Promise<RowWrite[]> {
  const known = context.shared(`workflows of ${context.dataSourceId}`, () => new Set<string>())
  const asked = new Map(rows.filter(({ externalId }) => !known.has(externalId)).map((row) => [row.externalId, row]))
  if (asked.size === 0) return []
  const where = { externalId: { in: [...asked.keys()] } }
  for (const { externalId } of await context.stored(pipelineTable, ['externalId'], { where })) {
    known.add(externalId)
    asked.delete(externalId)
  }
  return asked.size === 0 ? [] : [alongside(rowsOf(pipelineTable, [...asked.values()]))]
}
