import type { PrismaClient } from '@data-import/reference-database'

/** How many rows go with a data source, by table; tables without any are left out. */
export async function rowsOfDataSource(db: PrismaClient, dataSourceId: string): Promise<Record<string, number>> {
  const where = { dataSourceId }
  const counts = {
    Repository: await db.repository.count({ where }),
    Contributor: await db.contributor.count({ where }),
    Commit: await db.commit.count({ where }),
    PullRequest: await db.pullRequest.count({ where }),
    Review: await db.review.count({ where }),
    Issue: await db.issue.count({ where }),
    PipelineRun: await db.pipelineRun.count({ where }),
    Job: await db.job.count({ where }),
    Deployment: await db.deployment.count({ where }),
    QualityMeasure: await db.qualityMeasure.count({ where }),
    DataSourceRun: await db.dataSourceRun.count({ where }),
    ImportPartition: await db.importPartition.count({ where }),
  }
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
}
