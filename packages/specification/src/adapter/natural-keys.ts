import type { TableDefinition } from '@data-import/core'
import {
  commitTable,
  contributorTable,
  deploymentTable,
  issueTable,
  jobTable,
  pipelineRunTable,
  pullRequestTable,
  qualityMeasureTable,
  releaseTable,
  repositoryTable,
  reviewTable,
} from '@data-import/model'

/** A canonical table and the fields by which people tell its rows apart. */
export interface NaturalKey {
  table: TableDefinition
  /** Alternatives; a row's `externalId` is made of the first one that it has. */
  keys: readonly (readonly string[])[]
}

/** By the model's name in Prisma. */
export const naturalKeys: ReadonlyMap<string, NaturalKey> = new Map(
  [
    { table: repositoryTable, keys: [['fullName']] },
    { table: contributorTable, keys: [['login'], ['email']] },
    { table: commitTable, keys: [['repositoryId', 'sha']] },
    { table: pullRequestTable, keys: [['repositoryId', 'number']] },
    { table: issueTable, keys: [['repositoryId', 'number']] },
    { table: pipelineRunTable, keys: [['repositoryId', 'number']] },
    { table: reviewTable, keys: [] },
    { table: jobTable, keys: [] },
    { table: deploymentTable, keys: [] },
    { table: releaseTable, keys: [['repositoryId', 'tag']] },
    { table: qualityMeasureTable, keys: [] },
  ].map((entry) => [entry.table.name, entry]),
)

/** The `externalId` of a row that has none; undefined when a field of every key is missing. */
export function naturalExternalId({ keys }: NaturalKey, row: Readonly<Record<string, unknown>>): string | undefined {
  const key = keys.find((fields) => fields.every((field) => row[field] !== undefined && row[field] !== null))
  return key?.map((field) => String(row[field])).join('@')
}
