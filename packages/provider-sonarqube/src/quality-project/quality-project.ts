import {
  changesOf,
  type PartitionContext,
  type RowWrite,
  rowsOf,
  unavailableReasonOf,
  type WalkEnd,
} from '@data-import/core/provider'
import { qualityProjectTable } from '@data-import/model'
import type { Sonarqube } from '../client/open-sonarqube.js'
import type { SonarqubeContext } from '../database.js'
import { externalIdIn } from '../project/identify.js'
import { projectsOfPass } from '../project/list-projects.js'
import { notShown } from '../project/walked-projects.js'
import type { SonarqubeResource } from '../resource.js'
import { qualityProjectRow } from './quality-project-row.js'

/** Imports the projects: all of the server where the token may administer it, else those that it may browse. */
export const qualityProject: SonarqubeResource = {
  name: 'quality-project',
  dependsOn: [],
  tables: [qualityProjectTable],
  import: importProjects,
}

/** A project that is here or was named, and in no list. */
interface LostProject {
  key: string
  /** Null where it never was here. */
  externalId: string | null
}

async function importProjects(context: SonarqubeContext, sonarqube: Sonarqube): Promise<void> {
  const { settings } = sonarqube
  const { isWhole, projects } = await projectsOfPass(context, sonarqube)
  const fields = ['externalId', 'projectKey', 'removedAt'] as const
  const stored = await context.stored(qualityProjectTable, fields)
  // A project that is gone gives its key away: a new one with that key is another.
  const present = stored.filter(({ removedAt }) => removedAt === null)
  const externalIdOf = externalIdIn(present)
  const rows = [...projects.values()].map((each) => qualityProjectRow(each, externalIdOf(each), settings.webUrl))
  const listed = new Set(rows.map(({ externalId }) => externalId))
  const gone = present.filter(({ externalId, projectKey }) => !listed.has(externalId) && settings.isWanted(projectKey))
  const lost: LostProject[] = isWhole ? [] : gone.map(({ externalId, projectKey: key }) => ({ externalId, key }))
  const removed = isWhole ? gone.map(({ externalId }) => ({ externalId, removedAt: context.endDate })) : []
  const known = new Set([...projects.keys(), ...lost.map(({ key }) => key)])
  for (const key of settings.namedKeys) if (!known.has(key)) lost.push({ externalId: null, key })
  const writes = [rowsOf(qualityProjectTable, rows), changesOf(qualityProjectTable, removed)]
  await savePartitions(context, sonarqube, writes, lost)
}

/** The part that every run has, so that a project that is lost doesn't hold back those that are listed. */
const listedPart = 'listed projects'

/** A list of what the token may browse doesn't tell what is gone from what may not be browsed: each is asked for. */
async function savePartitions(
  context: SonarqubeContext,
  { source }: Sonarqube,
  writes: readonly RowWrite[],
  lost: readonly LostProject[],
): Promise<void> {
  const byKey = new Map(lost.map((project) => [project.externalId ?? `key:${project.key}`, project]))
  const walk = async ({ key: partition, endDate, unavailable }: PartitionContext): Promise<WalkEnd> => {
    if (partition === listedPart) return { rows: writes }
    const { key, externalId } = byKey.get(partition) ?? { key: partition, externalId: null }
    const answer = await source.get('/components/show', { query: { component: key }, absentOn: [404] })
    if (answer) return unavailable(notShown)
    if (externalId === null) return unavailable(`SONARQUBE_PROJECTS names ${key}, and there is no such project`)
    return { rows: [changesOf(qualityProjectTable, [{ externalId, removedAt: endDate }])], note: 'it is gone' }
  }
  const partitions = [{ key: listedPart }, ...[...byKey].map(([key, project]) => ({ key, name: project.key }))]
  await context.partitions(partitions, walk, { unavailableReasonOf })
}
