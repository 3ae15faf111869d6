import type { ListedProject } from './listed-project.js'

/** What is stored of a project. */
export interface StoredProject {
  externalId: string
  projectKey: string
}

/**
 * The external id of a project: its `projectUuid`, else its key. One that was imported while its uuid wasn't told keeps its key, also
 * where an upgrade or another token tells it later: its measures of former analyses may be here alone.
 */
export function externalIdIn(stored: readonly StoredProject[]): (project: ListedProject) => string {
  const known = new Map(stored.map((project) => [project.externalId, project]))
  const byKey = new Map(stored.map((project) => [project.projectKey, project.externalId]))
  return ({ key, uuid }) => {
    if (uuid === null) return byKey.get(key) ?? key
    if (known.has(uuid)) return uuid
    return known.get(key)?.projectKey === key ? key : uuid
  }
}
