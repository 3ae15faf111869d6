import {
  type PartitionContext,
  type PartitionRecord,
  unavailableReasonOf,
  type WalkEnd,
} from '@data-import/core/provider'
import { qualityIssueTable, qualityProjectTable } from '@data-import/model'
import type { Sonarqube } from '../client/open-sonarqube.js'
import type { SonarqubeContext } from '../database.js'
import { isFullLookDue } from '../project/full-look.js'
import { analysisMark } from '../project/listed-project.js'
import { notShown, type WalkedProject, walkedProjects } from '../project/walked-projects.js'
import type { SonarqubeResource } from '../resource.js'
import { beginWalk, changesSince } from './begin-walk.js'
import { importChangedEverywhere } from './changed-everywhere.js'
import { hotspotMarks } from './hotspot-marks.js'
import { importHotspots } from './import-hotspots.js'
import { importIssues } from './import-issues.js'
import { readIssueCursor, readIssueState } from './issue-state.js'
import { removeIssuesOfRemoved } from './removed-projects.js'

/** Imports issues and security hotspots. */
export const qualityIssue: SonarqubeResource = {
  name: 'quality-issue',
  dependsOn: ['quality-project'],
  tables: [qualityIssueTable],
  import: importAllIssues,
}

async function importAllIssues(context: SonarqubeContext, sonarqube: Sonarqube): Promise<void> {
  const projects = await walkedProjects(context, sonarqube)
  const listed = [...projects.values()].flatMap(({ key, listed }) => (listed ? key : []))
  const marks = context.isBackfill ? null : await hotspotMarks(context, sonarqube, listed)
  const lagMs = lagOf(context, sonarqube)
  const hasNoAnalysis = ({ key, state, status }: PartitionRecord) => {
    const project = projects.get(key)
    const known = readIssueState(state)
    if (!project?.listed || !known || status !== 'COMPLETE') return false
    if (known.key !== project.key || known.mark !== analysisMark(project.listed)) return false
    return known.hotspots !== null && known.hotspots === marks?.get(project.key)
  }
  const isQuiet = (record: PartitionRecord) => {
    const known = readIssueState(record.state)
    return hasNoAnalysis(record) && known !== null && !isFullLookDue(record.key, known.fullAt, context.endDate)
  }
  let isLookedThrough = true
  if (!context.isBackfill) {
    const quiet = (await context.partitionsOf('quality-issue')).filter(isQuiet).flatMap((record) => {
      const project = projects.get(record.key)?.listed
      return project ? { record, listed: project } : []
    })
    const since = changesSince(quiet, lagMs)
    if (since) isLookedThrough = await importChangedEverywhere(context, sonarqube, projects, since)
  }
  const partitions = [...projects.values()].map(({ externalId, name }) => ({ key: externalId, name }))
  const walk = walkOf(context, sonarqube, { projects, marks, lagMs })
  await context.partitions(partitions, walk, {
    isUnchanged: (record) => isLookedThrough && isQuiet(record),
    unavailableReasonOf,
  })
  if (!context.isBackfill) await removeIssuesOfRemoved(context)
}

/** How far the server's clock is behind, in milliseconds: its changes seem older than they are. */
function lagOf({ endDate }: SonarqubeContext, { source }: Sonarqube): number {
  const now = source.now()
  return now ? Math.max(0, endDate.getTime() - now.getTime()) : 0
}

interface Before {
  projects: ReadonlyMap<string, WalkedProject>
  marks: ReadonlyMap<string, string> | null
  lagMs: number
}

function walkOf(context: SonarqubeContext, sonarqube: Sonarqube, { projects, marks, lagMs }: Before) {
  return async (partition: PartitionContext): Promise<WalkEnd> => {
    const walked = projects.get(partition.key)
    if (!walked?.listed) return partition.unavailable(notShown)
    const { key, externalId } = walked
    const { head: begun, ...position } = readIssueCursor(partition.cursor) ?? {}
    const hotspots = marks?.get(key) ?? null
    const { isBackfill, endDate: listedAt } = context
    const head = begun ?? beginWalk(partition, walked.listed, { hotspots, isBackfill, lagMs, listedAt })
    const project = { id: context.idOf(qualityProjectTable, externalId), key, webUrl: sonarqube.settings.webUrl }
    const walk = { context, sonarqube, partition, project, head }
    await importHotspots(walk, position)
    await importIssues(walk, position)
    return { state: { ...head } }
  }
}
