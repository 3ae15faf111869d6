import { type PipelineRow, remoteKeyOf } from '@data-import/model'
import { textOf } from '../record/read.js'

/** A project: https://circleci.com/docs/api/v2/#operation/getProjectBySlug */
export interface ProjectBody {
  /** Absent on older servers. */
  id?: string | null
  slug?: string | null
  name?: string | null
  organization_id?: string | null
  vcs_info?: { vcs_url?: string | null; provider?: string | null; default_branch?: string | null } | null
}

/**
 * `externalId` ← `id`, which outlives a new slug, else `slug`; `name`; `fullName` ← `slug`; `url` ← `vcs_info.vcs_url`;
 * `remoteKey` ← the same. Projects of the GitHub App and of GitLab have an opaque address there, which is none: their
 * repository comes from their pipelines. A project without it leaves the row's own as it is.
 */
export function pipelineRow(project: ProjectBody, slug: string): PipelineRow {
  const url = repositoryUrlOf(project)
  return {
    externalId: textOf(project.id) ?? slug,
    name: textOf(project.name) ?? slug.split('/').at(-1) ?? null,
    fullName: textOf(project.slug) ?? slug,
    ...(url !== null && { url, remoteKey: remoteKeyOf(url) }),
    removedAt: null,
  }
}

function repositoryUrlOf({ vcs_info: vcs }: ProjectBody): string | null {
  const url = textOf(vcs?.vcs_url)
  return url !== null && !/^(?:https?:)?\/\/(?:app\.)?circleci\.com\//i.test(url) ? url : null
}
