import type { FakeAccount } from '../state/account.js'
import type { FakeDeployment } from '../state/deployment.js'
import type { FakePipeline } from '../state/pipeline.js'
import type { FakeProject } from '../state/project.js'
import type { FakeRelease } from '../state/release.js'
import type { World } from '../state/world.js'
import { someAccount } from './made-up.js'
import { later } from './touch.js'

/** A deployment to begin. */
export interface DeployOptions {
  readonly environment?: string
  readonly tier?: string
  /** Whose last job deploys. Default: somebody used the API. */
  readonly pipeline?: FakePipeline
  readonly createdAt?: Date
}

/** Begins a deployment. */
export function deploy(world: World, project: FakeProject, options: DeployOptions = {}): FakeDeployment {
  const createdAt = options.createdAt ?? world.now()
  const { environment = 'production', pipeline } = options
  const job = pipeline?.jobs.findLast(({ isBridge }) => !isBridge)
  const deployment: FakeDeployment = {
    ...{ id: world.newId(), iid: project.nextIid.deployment++, environment, status: 'running' },
    sha: pipeline?.sha ?? project.graph.branches.get(project.defaultBranch) ?? '0'.repeat(40),
    ref: project.defaultBranch,
    tier: options.tier ?? (environment === 'production' ? 'production' : 'other'),
    user: someAccount(world),
    jobId: job?.id ?? null,
    pipelineId: job ? (pipeline?.id ?? null) : null,
    ...{ createdAt, updatedAt: createdAt, startedAt: job ? createdAt : null, finishedAt: null },
  }
  project.deployments.set(deployment.id, deployment)
  return deployment
}

/** Moves a deployment on. */
export function setDeploymentStatus(
  world: World,
  deployment: FakeDeployment,
  status: FakeDeployment['status'],
  at: Date = later(world, deployment.updatedAt),
): void {
  deployment.status = status
  deployment.updatedAt = at
  const hasEnded = ['success', 'failed', 'canceled', 'skipped'].includes(status)
  if (deployment.jobId !== null) deployment.finishedAt = hasEnded ? at : null
}

/** A release to publish. */
export interface ReleaseOptions {
  readonly tag?: string
  readonly name?: string
  readonly description?: string | null
  readonly author?: FakeAccount
  readonly createdAt?: Date
}

/** Publishes a release. */
export function release(world: World, project: FakeProject, options: ReleaseOptions = {}): FakeRelease {
  const createdAt = options.createdAt ?? world.now()
  const tag = options.tag ?? `v1.${project.releases.size}.${world.newId()}`
  const made: FakeRelease = {
    ...{ tag, createdAt, releasedAt: createdAt },
    name: options.name ?? `Release ${tag}`,
    description: options.description === undefined ? 'Many things are better.' : options.description,
    author: options.author ?? someAccount(world),
    sha: project.graph.branches.get(project.defaultBranch) ?? null,
  }
  project.releases.set(tag, made)
  return made
}
