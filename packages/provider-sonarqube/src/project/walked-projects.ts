import { qualityProjectTable } from '@data-import/model'
import type { Sonarqube } from '../client/open-sonarqube.js'
import type { SonarqubeContext } from '../database.js'
import { externalIdIn } from './identify.js'
import { projectsOfPass } from './list-projects.js'
import type { ListedProject } from './listed-project.js'

/** A project whose parts are imported. */
export interface WalkedProject {
  externalId: string
  key: string
  name: string
  /** Null where it is in no list that the token may read. */
  listed: ListedProject | null
}

/** The projects of this pass, and those that are here and no longer shown, by external id. */
export async function walkedProjects(
  context: SonarqubeContext,
  sonarqube: Sonarqube,
): Promise<Map<string, WalkedProject>> {
  const { projects } = await projectsOfPass(context, sonarqube)
  const stored = await context.stored(qualityProjectTable, ['externalId', 'projectKey', 'name'], {
    where: { removedAt: null },
  })
  const externalIdOf = externalIdIn(stored)
  const walked = new Map<string, WalkedProject>()
  for (const listed of projects.values()) {
    const { key, name } = listed
    const externalId = externalIdOf(listed)
    walked.set(externalId, { externalId, key, name: name ?? key, listed })
  }
  for (const { externalId, projectKey: key, name } of stored) {
    if (walked.has(externalId) || !sonarqube.settings.isWanted(key)) continue
    walked.set(externalId, { externalId, key, name: name ?? key, listed: null })
  }
  return walked
}

/** Why a project that is no longer shown is not available. */
export const notShown =
  'SonarQube no longer shows it to this token: it is gone, or the token may not browse it any more'
