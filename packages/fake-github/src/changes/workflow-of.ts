import { nodeId } from '../state/node-id.js'
import type { RepositoryState } from '../state/repository-state.js'
import type { FakeWorkflow } from '../state/workflow.js'
import type { World } from '../state/world.js'

/** The workflow of that name, made if there is none, with its file on the branch of a run. */
export function workflowOf(
  world: World,
  repository: RepositoryState,
  name: string,
  { createdAt: at, branch }: { createdAt: Date; branch: string },
): FakeWorkflow {
  const isOnDefaultBranch = branch === repository.defaultBranch
  const known = [...repository.workflows.values()].find((workflow) => workflow.name === name)
  if (known) {
    known.isOnDefaultBranch ||= isOnDefaultBranch
    return known
  }
  const id = world.newId('workflows')
  const file = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  const made: FakeWorkflow = {
    id,
    nodeId: nodeId('Workflow', repository.id, id),
    name,
    path: `.github/workflows/${file}.yml`,
    state: 'active',
    isOnDefaultBranch,
    createdAt: at,
    updatedAt: at,
  }
  repository.workflows.set(id, made)
  return made
}

/** Deletes a workflow's file in a push: GitHub lists the workflow no more. */
export function deleteWorkflow(_world: World, repository: RepositoryState, id: number): void {
  if (!repository.workflows.delete(id)) throw new Error(`${repository.name} has no workflow ${id}`)
}
