import { nodeId } from '../state/node-id.js'
import type { RepositoryState } from '../state/repository-state.js'
import type { FakeWorkflow } from '../state/workflow.js'
import type { World } from '../state/world.js'

/** The workflow of that name, made if there is none. */
export function workflowOf(world: World, repository: RepositoryState, name: string, at: Date): FakeWorkflow {
  const known = [...repository.workflows.values()].find((workflow) => workflow.name === name)
  if (known) return known
  const id = world.newId('workflow')
  const file = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  const made: FakeWorkflow = {
    id,
    nodeId: nodeId('Workflow', repository.id, id),
    name,
    path: `.github/workflows/${file}.yml`,
    state: 'active',
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
