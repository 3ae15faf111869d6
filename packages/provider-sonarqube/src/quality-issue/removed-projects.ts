import { changesOf } from '@data-import/core/provider'
import { qualityIssueTable, qualityProjectTable } from '@data-import/model'
import type { SonarqubeContext } from '../database.js'

const rowsAtOnce = 5_000

/** The issues of a project that is gone are gone with it, unless they came along to another key and were read there. */
export async function removeIssuesOfRemoved(context: SonarqubeContext): Promise<void> {
  const fields = ['externalId', 'removedAt'] as const
  const where = { removedAt: { gt: new Date(0) } }
  for (const { externalId, removedAt } of await context.stored(qualityProjectTable, fields, { where })) {
    const of = { qualityProjectId: context.idOf(qualityProjectTable, externalId), removedAt: null }
    for (;;) {
      const left = await context.stored(qualityIssueTable, ['externalId'], { where: of, limit: rowsAtOnce })
      if (left.length === 0) break
      const { updated } = await context.save(
        changesOf(
          qualityIssueTable,
          left.map((issue) => ({ externalId: issue.externalId, removedAt })),
        ),
      )
      if (updated === 0) break
    }
  }
}
