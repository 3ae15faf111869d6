import { qualityProjectTable } from '@data-import/model'
import type { Sonarqube } from '../client/open-sonarqube.js'
import { textOf } from '../client/text.js'
import type { SonarqubeContext } from '../database.js'
import type { WalkedProject } from '../project/walked-projects.js'
import { changedIssues } from './issue-list.js'
import { issueWrites } from './project-walk.js'

/** Project keys that fit into an address that proxies take. */
const longestKeys = 4_000

/**
 * Saves the issues of all projects that changed since, in one list: what people do to issues shows in no project.
 * @returns false where so many have changed that the list was cut.
 */
export async function importChangedEverywhere(
  context: SonarqubeContext,
  { source, settings }: Sonarqube,
  projects: ReadonlyMap<string, WalkedProject>,
  since: Date,
): Promise<boolean> {
  const { webUrl, organization, isUnfiltered } = settings
  const byKey = new Map([...projects.values()].map(({ key, externalId }) => [key, externalId]))
  const keys = [...byKey.keys()].join(',')
  // Of a few projects on a large server, not everybody's issues.
  const componentKeys = !isUnfiltered && keys.length <= longestKeys ? keys : undefined
  const list = {
    query: { organization: organization ?? undefined, componentKeys },
    projectKey: null,
    since,
    log: context.log,
  }
  const ownerOf = (key: string | null) => {
    const externalId = byKey.get(key ?? '')
    if (key === null || externalId === undefined) return undefined
    return { id: context.idOf(qualityProjectTable, externalId), key, webUrl }
  }
  for await (const { items, body, isCut } of changedIssues(source, list)) {
    for (const write of issueWrites(context, items, body.users, ({ project }) => ownerOf(textOf(project)))) {
      await context.save(write)
    }
    if (isCut) return false
  }
  return true
}
