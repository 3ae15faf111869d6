import { defineTable, type RowOf } from '@data-import/core/provider'

/** Deployments to an environment. */
export const deploymentTable = defineTable({
  name: 'Deployment',
  model: 'deployment',
  columns: {
    externalId: { column: 'external_id', type: 'text' },
    repositoryId: { column: 'repository_id', type: 'text', isNullable: true },
    environment: { column: 'environment', type: 'text', isNullable: true },
    /** QUEUED, RUNNING, WAITING or DONE. */
    status: { column: 'status', type: 'text' },
    originalStatus: { column: 'original_status', type: 'text', isNullable: true },
    /** SUCCESS, FAILURE, CANCELLED or SKIPPED; null while unfinished. */
    result: { column: 'result', type: 'text', isNullable: true },
    sha: { column: 'sha', type: 'text', isNullable: true },
    ref: { column: 'ref', type: 'text', isNullable: true },
    creatorId: { column: 'creator_id', type: 'text', isNullable: true },
    url: { column: 'url', type: 'text', isNullable: true },
    createdAt: { column: 'created_at', type: 'timestamp', isNullable: true },
    startedAt: { column: 'started_at', type: 'timestamp', isNullable: true },
    finishedAt: { column: 'finished_at', type: 'timestamp', isNullable: true },
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
    raw: { column: 'raw', type: 'json', isNullable: true },
  },
})

export type DeploymentRow = RowOf<typeof deploymentTable>
