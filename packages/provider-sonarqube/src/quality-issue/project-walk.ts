import { type PartitionContext, rowsOf } from '@data-import/core/provider'
import { qualityIssueTable } from '@data-import/model'
import type { Sonarqube } from '../client/open-sonarqube.js'
import { listIn } from '../client/paged-body.js'
import { textOf } from '../client/text.js'
import type { SonarqubeContext } from '../database.js'
import { hotspotType } from './hotspot-row.js'
import { type IssuesBody, issuesIn } from './issue-list.js'
import { issueRow, type OwningProject, type RestIssue } from './issue-row.js'
import type { IssueCursor, WalkHead, WalkPosition } from './issue-state.js'
import { createPeople, type RestUser } from './people.js'

/** One walk over the issues and hotspots of one project. */
export interface ProjectWalk {
  context: SonarqubeContext
  sonarqube: Sonarqube
  partition: PartitionContext
  project: OwningProject
  head: WalkHead
}

/** The rows of some issues, with the people in them. */
export function issueWrites(
  context: Pick<SonarqubeContext, 'idOf'>,
  issues: readonly RestIssue[],
  users: readonly RestUser[] | null | undefined,
  projectOf: (issue: RestIssue) => OwningProject | undefined,
) {
  const people = createPeople(context, users ? listIn(users, 'users') : [])
  const rows = issues.flatMap((issue) => {
    const project = projectOf(issue)
    return (project && issueRow(issue, project, people)) ?? []
  })
  return [people.rows(), rowsOf(qualityIssueTable, rows)]
}

/** Saves a page of a walk with the position behind it. */
export async function saveIssues(
  walk: ProjectWalk,
  { issues, users }: { issues: readonly RestIssue[]; users: IssuesBody['users'] },
  position: WalkPosition,
): Promise<void> {
  const { context, partition, project } = walk
  await partition.checkpoint({
    rows: issueWrites(context, issues, users, () => project),
    cursor: cursorAt(walk, position),
  })
}

/**
 * The cursor at a position. Null where the walk would ask the same questions from its start: whatever is refused then is no refused
 * position, and a walk that starts over has read the list of projects later.
 */
export function cursorAt({ head }: ProjectWalk, position: WalkPosition): IssueCursor | null {
  return position.changed || position.all ? { head, ...position } : null
}

/** External ids in a page. */
export function keysIn(body: IssuesBody, projectKey: string): string[] {
  return issuesIn(body, projectKey).flatMap(({ key }) => textOf(key) ?? [])
}

/** How many issues of the project count as present, hotspots left out. */
export async function countPresent({ context, project: { id } }: ProjectWalk): Promise<number> {
  const present = { qualityProjectId: id, removedAt: null }
  const all = await context.count(qualityIssueTable, { where: present })
  return all - (await context.count(qualityIssueTable, { where: { ...present, type: hotspotType } }))
}

/** External ids of what counts as present, of the hotspots or of all else. */
export async function presentKeys({ context, project: { id } }: ProjectWalk, isHotspot: boolean): Promise<string[]> {
  const where = { qualityProjectId: id, removedAt: null, type: isHotspot ? hotspotType : { notIn: [hotspotType] } }
  const rows = await context.stored(qualityIssueTable, ['externalId'], { where })
  return rows.map(({ externalId }) => externalId)
}
