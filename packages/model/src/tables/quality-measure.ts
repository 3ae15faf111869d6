// Written by `npm run docs -- --generate` from prisma/schema/canonical.prisma: change the schema instead.
import { defineTable, type RowOf } from '@data-import/core/provider'

/** One measured value of a code analysis. */
export const qualityMeasureTable = defineTable({
  name: 'QualityMeasure',
  model: 'qualityMeasure',
  columns: {
    /** Project, branch, analysis and metric. */
    externalId: { column: 'external_id', type: 'text' },
    /** The project that was analysed. */
    qualityProjectId: { column: 'quality_project_id', type: 'text', isNullable: true },
    /** The repository that was analysed, where one is known. */
    repositoryId: { column: 'repository_id', type: 'text', isNullable: true },
    /** The analysed project, by the vendor's key. */
    projectKey: { column: 'project_key', type: 'text' },
    /** The analysed branch; null for the main one. */
    branch: { column: 'branch', type: 'text', isNullable: true },
    /** The analysis, by the vendor's key. */
    analysisKey: { column: 'analysis_key', type: 'text', isNullable: true },
    /** When the code was analysed. */
    analysedAt: { column: 'analysed_at', type: 'timestamp' },
    /** The commit that was analysed. */
    revision: { column: 'revision', type: 'text', isNullable: true },
    /** What was measured: `coverage`. */
    metric: { column: 'metric', type: 'text' },
    /** The value, where it is a number. */
    value: { column: 'value', type: 'float', isNullable: true },
    /** The value, where it is a text. */
    textValue: { column: 'text_value', type: 'text', isNullable: true },
    /** Whether new code alone was measured. */
    isNewCode: { column: 'is_new_code', type: 'boolean', isNullable: true },
    /** Whether the analysis passed its gate, in the vendor's own word. */
    gateStatus: { column: 'gate_status', type: 'text', isNullable: true },
    /** When the vendor says that the record last changed, where that is not `updatedAt`. */
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
  },
})

/** A row of {@link qualityMeasureTable}. */
export type QualityMeasureRow = RowOf<typeof qualityMeasureTable>
