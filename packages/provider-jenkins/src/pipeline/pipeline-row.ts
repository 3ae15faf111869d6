import { type PipelineRow, remoteKeyOf } from '@data-import/model'
import type { JobItem } from '../listing/item.js'

/**
 * `externalId`, `fullName` ← `fullName`, for Jenkins has no other identity; `name`; `url` ← the path of `url` below the configured
 * address; `remoteKey` ← `scm.userRemoteConfigs[].url`, left as it is where the kind of job doesn't tell it; `removedAt` is null,
 * for it is there.
 */
export function pipelineRow(job: JobItem, rootUrl: string): PipelineRow {
  const remoteKey = remoteKeyOf(job.remoteUrls[0])
  return {
    externalId: job.fullName,
    name: job.name,
    fullName: job.fullName,
    url: `${rootUrl}${job.path}/`,
    removedAt: null,
    ...(remoteKey !== null && { remoteKey }),
  }
}
