import { webAddress } from '../rest/web-address.js'
import type { FakeAccount } from '../state/account.js'
import type { DeploymentStatusState, FakeDeployment } from '../state/deployment.js'
import { nodeId } from '../state/node-id.js'
import { fullName, headOf, type RepositoryState } from '../state/repository-state.js'
import type { World } from '../state/world.js'
import { accountOf } from './made-up-people.js'

/** A new deployment; what isn't given is made up. */
export interface DeployOptions {
  readonly environment?: string
  readonly sha?: string
  readonly ref?: string
  readonly creator?: FakeAccount | string | null
  readonly createdAt?: Date
}

/** Creates a deployment without a status. */
export function deploy(world: World, repository: RepositoryState, options: DeployOptions = {}): FakeDeployment {
  const id = world.newId('deployments')
  const createdAt = options.createdAt ?? world.now()
  const sha = options.sha ?? headOf(repository)
  if (sha === null) throw new Error(`${repository.name} is empty: push before a deployment`)
  const deployment: FakeDeployment = {
    id,
    nodeId: nodeId('Deployment', repository.id, id),
    sha,
    ref: options.ref ?? repository.defaultBranch,
    task: 'deploy',
    environment: options.environment ?? 'production',
    description: null,
    creator: accountOf(world, options.creator),
    createdAt,
    updatedAt: createdAt,
    statuses: [],
  }
  repository.deployments.set(id, deployment)
  return deployment
}

/** A new status; what isn't given is made up. */
export interface DeploymentStatusOptions {
  /** Default `success`. */
  readonly state?: DeploymentStatusState
  /** Id of the workflow run that deploys, to whose log the status links. Default: another program deploys. */
  readonly run?: number
  readonly createdAt?: Date
}

/** Adds a status; success makes the environment's earlier successes inactive, as GitHub does by default. */
export function setDeploymentStatus(
  world: World,
  repository: RepositoryState,
  id: number,
  options: DeploymentStatusOptions = {},
): FakeDeployment {
  const deployment = repository.deployments.get(id)
  if (!deployment) throw new Error(`${repository.name} has no deployment ${id}`)
  const state = options.state ?? 'success'
  const createdAt = options.createdAt ?? world.now()
  addStatus(world, repository, deployment, { state, createdAt, run: options.run })
  if (state !== 'success') return deployment
  for (const other of repository.deployments.values()) {
    const isReplaced = other.id !== id && other.environment === deployment.environment
    if (isReplaced && other.statuses.at(-1)?.state === 'success') {
      addStatus(world, repository, other, { state: 'inactive', createdAt })
    }
  }
  return deployment
}

function addStatus(
  world: World,
  repository: RepositoryState,
  deployment: FakeDeployment,
  { state, createdAt, run }: { state: DeploymentStatusState; createdAt: Date; run?: number | undefined },
): void {
  const id = world.newId('deploymentStatus')
  deployment.statuses.push({
    id,
    nodeId: nodeId('DeploymentStatus', repository.id, id),
    state,
    description: '',
    logUrl: run ? `${webAddress}/${fullName(repository)}/actions/runs/${run}/job/1` : `https://logs.example.com/${id}`,
    environmentUrl: `https://${deployment.environment}.example.com`,
    creator: deployment.creator,
    createdAt,
    updatedAt: createdAt,
  })
  deployment.updatedAt = createdAt
}
