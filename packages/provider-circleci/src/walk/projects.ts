import { readProjectState } from '../pipeline/project-state.js'
import type { CircleciContext } from '../resource.js'

/** A project that other scripts walk. */
export interface Project {
  key: string
  slug: string
  organizationId: string | null
  hasRepository: boolean
}

/** Projects that this pass has seen, by id. A backfill writes no ledger, so it takes those of the last pass. */
export async function knownProjects(context: CircleciContext): Promise<ReadonlyMap<string, Project>> {
  const projects = new Map<string, Project>()
  for (const record of await context.partitionsOf('pipeline')) {
    const state = readProjectState(record.state)
    if (state && record.status === 'COMPLETE' && (record.isCurrent || context.isBackfill))
      projects.set(state.key, state)
  }
  return projects
}
