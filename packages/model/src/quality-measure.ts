import { defineTable, type RowOf } from '@data-import/core/provider'

/** One metric of one analysis of one branch. */
export const qualityMeasureTable = defineTable({
  name: 'QualityMeasure',
  model: 'qualityMeasure',
  columns: {
    /** Project, branch, analysis and metric. */
    externalId: { column: 'external_id', type: 'text' },
    repositoryId: { column: 'repository_id', type: 'text', isNullable: true },
    projectKey: { column: 'project_key', type: 'text' },
    branch: { column: 'branch', type: 'text', isNullable: true },
    analysisKey: { column: 'analysis_key', type: 'text', isNullable: true },
    analysedAt: { column: 'analysed_at', type: 'timestamp' },
    revision: { column: 'revision', type: 'text', isNullable: true },
    metric: { column: 'metric', type: 'text' },
    value: { column: 'value', type: 'float', isNullable: true },
    textValue: { column: 'text_value', type: 'text', isNullable: true },
    isNewCode: { column: 'is_new_code', type: 'boolean', isNullable: true },
    gateStatus: { column: 'gate_status', type: 'text', isNullable: true },
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
    raw: { column: 'raw', type: 'json', isNullable: true },
  },
})

export type QualityMeasureRow = RowOf<typeof qualityMeasureTable>
