import type { FakeDeployment } from '../state/deployment.js'
import { type FakeProject, fullPath } from '../state/project.js'
import type { FakeRelease } from '../state/release.js'
import type { World } from '../state/world.js'
import { commitBody } from './commit-body.js'
import { jobBody } from './pipeline-body.js'
import { userOrNull } from './user-body.js'

/** A deployment: https://docs.gitlab.com/api/deployments/ */
export function deploymentBody(world: World, project: FakeProject, given: FakeDeployment) {
  const pipeline = given.pipelineId === null ? undefined : project.pipelines.get(given.pipelineId)
  const job = pipeline?.jobs.find(({ id }) => id === given.jobId)
  return {
    id: given.id,
    iid: given.iid,
    ref: given.ref,
    sha: given.sha,
    created_at: given.createdAt.toISOString(),
    updated_at: given.updatedAt.toISOString(),
    status: given.status,
    user: userOrNull(world, given.user),
    environment: { id: 9, name: given.environment, external_url: null, tier: given.tier },
    deployable:
      pipeline && job
        ? {
            ...jobBody(world, project, pipeline, job),
            started_at: given.startedAt?.toISOString() ?? null,
            finished_at: given.finishedAt?.toISOString() ?? null,
          }
        : null,
  }
}

/** A release: https://docs.gitlab.com/api/releases/ */
export function releaseBody(world: World, project: FakeProject, given: FakeRelease) {
  const commit = given.sha === null ? undefined : project.graph.get(given.sha)
  const url = `${world.webUrl}/${fullPath(project)}`
  return {
    tag_name: given.tag,
    name: given.name,
    description: given.description,
    created_at: given.createdAt.toISOString(),
    released_at: given.releasedAt.toISOString(),
    upcoming_release: given.releasedAt > world.now(),
    author: userOrNull(world, given.author),
    ...(commit && { commit: commitBody(world, project, commit) }),
    commit_path: commit ? `/${fullPath(project)}/-/commit/${commit.sha}` : null,
    tag_path: `/${fullPath(project)}/-/tags/${given.tag}`,
    assets: { count: 0, sources: [], links: [] },
    evidences: [],
    _links: { self: `${url}/-/releases/${encodeURIComponent(given.tag)}` },
  }
}
