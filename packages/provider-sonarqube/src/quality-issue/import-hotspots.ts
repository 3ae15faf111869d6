import { changesOf, type RowWrite, rowsOf, TransientError } from '@data-import/core/provider'
import { qualityIssueTable } from '@data-import/model'
import { listIn, mostResults, numberedPages, type PagedBody, totalIn } from '../client/paged-body.js'
import { textOf } from '../client/text.js'
import { hotspotRow, type RestHotspot } from './hotspot-row.js'
import type { WalkPosition } from './issue-state.js'
import { createPeople } from './people.js'
import { cursorAt, type ProjectWalk, presentKeys } from './project-walk.js'

interface HotspotsBody extends PagedBody {
  hotspots?: readonly RestHotspot[] | null
}

type Filter = Readonly<Record<string, string>>

const hotspotsPath = '/hotspots/search'

/** Each hotspot is in one of them. */
const parts: readonly Filter[] = [
  { status: 'TO_REVIEW' },
  { status: 'REVIEWED', resolution: 'FIXED' },
  { status: 'REVIEWED', resolution: 'SAFE' },
  { status: 'REVIEWED', resolution: 'ACKNOWLEDGED' },
]

/**
 * Reads all hotspots of a project, for no list tells which have changed. Those that an analysis closed are in no list: their rows
 * are marked as removed.
 *
 * It comes first: of a project that the token may not browse, the hotspots are refused, whereas its issues look like none.
 */
export async function importHotspots(walk: ProjectWalk, position: WalkPosition): Promise<void> {
  const seen = new Set<string>()
  const isWhole = await importPart(walk, {}, position, seen)
  if (!isWhole) {
    for (const part of parts) {
      if (await importPart(walk, part, position, seen)) continue
      throw new TransientError(
        `${walk.project.key} has more than ${mostResults} hotspots of one kind, and SonarQube gives no more.`,
      )
    }
  }
  if (walk.context.isBackfill) return
  const gone = (await presentKeys(walk, true)).filter((key) => !seen.has(key))
  if (gone.length > 0)
    await walk.partition.checkpoint({ rows: [removedRows(walk, gone)], cursor: cursorAt(walk, position) })
}

/** Rows that are no longer at SonarQube. */
export function removedRows({ partition }: ProjectWalk, externalIds: readonly string[]): RowWrite {
  const removedAt = partition.endDate
  return changesOf(
    qualityIssueTable,
    externalIds.map((externalId) => ({ externalId, removedAt })),
  )
}

/** Whether the token may still browse the project; throws what the walk's first question would throw. */
export async function askForAccess({ sonarqube, project }: ProjectWalk): Promise<void> {
  await sonarqube.source.get(hotspotsPath, { query: { projectKey: project.key, ps: 1 }, isOfPart: false })
}

/** @returns false where the list holds more than can be had. */
async function importPart(
  walk: ProjectWalk,
  filter: Filter,
  position: WalkPosition,
  seen: Set<string>,
): Promise<boolean> {
  const { context, sonarqube, partition, project } = walk
  const pages = sonarqube.source.pages<RestHotspot, HotspotsBody>(hotspotsPath, {
    query: { projectKey: project.key, ...filter },
    paging: numberedPages(Number.POSITIVE_INFINITY),
    items: (body) => listIn(body?.hotspots, 'hotspots'),
  })
  for await (const { items, body } of pages) {
    if ((totalIn(body) ?? 0) >= mostResults) return false
    const people = createPeople(context, [])
    const rows = items.flatMap((hotspot) => {
      const owner = textOf(hotspot.project)
      return owner === null || owner === project.key ? (hotspotRow(hotspot, project, people) ?? []) : []
    })
    for (const { externalId } of rows) seen.add(externalId)
    await partition.checkpoint({
      rows: [people.rows(), rowsOf(qualityIssueTable, rows)],
      cursor: cursorAt(walk, position),
    })
  }
  return true
}
