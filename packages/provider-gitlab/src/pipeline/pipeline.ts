import { rowsOf } from '@data-import/core/provider'
import { type PipelineRow, pipelineTable } from '@data-import/model'
import { gitlabRemoteKey } from '../record/remote-key.js'
import { projectScript } from '../walk/each-project.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import type { WalkedProject } from '../walk/project-walk.js'

/** A project's CI, of which its pipelines are runs. It takes no request. */
export const pipeline = projectScript<null, never>({
  resource: 'pipeline',
  dependsOn: ['repository'],
  importWindowDays: wholeHistoryDays,
  markOf: (_, { fullPath }) => fullPath,
  walk: async (walk) => walk.end({ rows: [rowsOf(pipelineTable, [pipelineRow(walk.project)])] }),
})

/**
 * `externalId` ← the project's `id`; `name` is `CI/CD`; `fullName` ← `path_with_namespace`; `url` ← the page of its pipelines;
 * `remoteKey` ← `web_url`.
 */
export function pipelineRow({
  key,
  id,
  fullPath,
  webUrl,
}: Pick<WalkedProject, 'key' | 'id' | 'fullPath' | 'webUrl'>): PipelineRow {
  return {
    externalId: key,
    repositoryId: id,
    name: 'CI/CD',
    fullName: fullPath,
    url: webUrl === null ? null : `${webUrl}/-/pipelines`,
    remoteKey: gitlabRemoteKey(webUrl),
    removedAt: null,
  }
}
