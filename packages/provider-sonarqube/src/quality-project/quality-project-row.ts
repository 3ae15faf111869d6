import type { QualityProjectRow } from '@data-import/model'
import type { ListedProject } from '../project/listed-project.js'

/**
 * `externalId` ← `projectUuid`, else `key`; `projectKey` ← `key`; `name`; `isPrivate` ← `visibility`; `analysedAt` ← `lastAnalysisDate` or
 * `analysisDate`; `url` ← the project's page; `removedAt` is null, for it is there. SonarQube tells neither when a project
 * was made nor where its code is.
 */
export function qualityProjectRow(project: ListedProject, externalId: string, webUrl: string): QualityProjectRow {
  const { key, name, isPrivate, analysedAt } = project
  return {
    externalId,
    projectKey: key,
    name,
    url: `${webUrl}/dashboard?id=${encodeURIComponent(key)}`,
    isPrivate,
    analysedAt,
    removedAt: null,
  }
}
