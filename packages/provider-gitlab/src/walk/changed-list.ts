import { changesOf, type RowWrite } from '@data-import/core/provider'
import type { issueTable } from '@data-import/model'
import { unlessGone } from '../client/unless-gone.js'
import { newestChanges } from './newest-changes.js'
import type { ProjectWalk } from './project-walk.js'
import { allStored, type RemovableTable, storedAmong } from './stored-ids.js'

/** Where a walk over a list stands. */
export interface ListPosition {
  next: string | null
  /** Whether it reads the whole list. */
  isWhole: boolean
  /** Total of its first page; null where GitLab says none. */
  total: number | null
  /** Records that weren't stored before. */
  created: number
  /** Whether something was unavailable that another pass may get. */
  lacks: boolean
}

/** What a walk over a list leaves. */
export interface ListState {
  /** Null where it wasn't counted, so that the next walk reads the whole list. */
  total: number | null
  /** Whether GitLab counts the list at all. */
  isCounted: boolean
  /** Whether something was unavailable: a walk that may get it reads the whole list. */
  lacks: boolean
}

const fromStart: Omit<ListPosition, 'isWhole'> = { next: null, total: null, created: 0, lacks: false }

/** Saves rows; `lacks` says that some of their values were unavailable. */
export type WriteRows = (rows: readonly RowWrite[], lacks?: boolean) => Promise<void>

/** A list of a project that is ordered by the last change, and whose records can go. */
export interface ChangedList<Item> {
  /** Below the project: `/issues`. */
  path: string
  query: Readonly<Record<string, string | boolean>>
  /** Whether each walk reads all of it, as there is no order by change. */
  isAlwaysWhole?: boolean
  timeOf(item: Item): string | null | undefined
  /** Null for one that can't be a row. */
  externalIdOf(item: Item): string
  table: RemovableTable
  /** What its detail is asked by. */
  nameField: 'number' | 'tag'
  /** Whether this pass may have what an earlier one lacked. Default: there is nothing that it could lack. */
  canMend?(): boolean
  save(items: readonly Item[], write: WriteRows): Promise<void>
}

/**
 * Reads a list, the newest change first, down to where the walk before began. Its total comes with the first page and tells whether
 * something was deleted: then, and at each full look, the whole list is read, and what is stored and no longer there gets `removedAt`.
 */
export async function walkChangedList<Item>(
  walk: ProjectWalk<ListPosition, ListState>,
  list: ChangedList<Item>,
): Promise<ListState> {
  const { state, context, position } = walk
  const isResumed = position !== null
  const before = state?.own ?? null
  const hasLost = before?.isCounted === true && before.total === null
  const canMend = before?.lacks === true && list.canMend?.() === true
  const isWhole = list.isAlwaysWhole === true || walk.head.isFullLook || hasLost || canMend || walk.since === null
  let read = await readList(walk, list, position ?? { ...fromStart, isWhole })
  if (context.isBackfill) return { total: null, isCounted: false, lacks: false }
  const isOff =
    !read.isWhole && read.total !== null && before?.total !== null && before?.total !== undefined
      ? before.total + read.created !== read.total
      : false
  if (isOff) read = await readList(walk, list, { ...fromStart, isWhole: true })
  if (read.isWhole && (!isResumed || isOff)) await markRemoved(walk, list, read.seen)
  const isKnown = !isResumed || isOff || (!read.isWhole && !hasLost)
  const lacks = read.lacks || (before?.lacks === true && !canMend)
  return { total: isKnown ? read.total : null, isCounted: read.total !== null, lacks }
}

interface ReadList extends ListPosition {
  seen: ReadonlySet<string>
}

async function readList<Item>(
  walk: ProjectWalk<ListPosition, ListState>,
  list: ChangedList<Item>,
  from: ListPosition,
): Promise<ReadList> {
  const { gitlab, state } = walk
  const configured = walk.context.isBackfill ? null : gitlab.settings.since
  const isFirst = state === null
  const since = from.isWhole && !isFirst ? null : walk.since
  const seen = new Set<string>()
  const at = { ...from }
  const pages = newestChanges<Item>(walk, {
    ...{ path: list.path, query: list.query, timeOf: list.timeOf, from: from.next },
    since: list.isAlwaysWhole ? null : since,
  })
  for await (const { items, next, total } of pages) {
    if (at.total === null) at.total = total
    const ids = items.map(list.externalIdOf)
    for (const id of ids) seen.add(id)
    const stored = await storedAmong(walk.context, list.table, ids)
    at.created += new Set(ids.filter((id) => !stored.has(id))).size
    at.next = next
    // A full look reaches behind the start of the import; what is older than that is not wanted.
    const wanted = items.filter((item, index) => {
      const time = Date.parse(list.timeOf(item) ?? '')
      return stored.has(ids[index] ?? '') || configured === null || !(time < configured.getTime())
    })
    await list.save(wanted, async (rows, lacks = false) => {
      at.lacks ||= lacks
      await walk.checkpoint(rows, { ...at })
    })
  }
  return { ...at, seen }
}

async function markRemoved<Item>(
  walk: ProjectWalk<ListPosition, ListState>,
  list: ChangedList<Item>,
  seen: ReadonlySet<string>,
): Promise<void> {
  const { gitlab, context, project } = walk
  const stored = await allStored(context, list.table, project.id, list.nameField)
  const missing = [...stored].filter(([id]) => !seen.has(id))
  for (const [externalId, name] of missing) {
    const path = `${project.path}${list.path}/${encodeURIComponent(name)}`
    // A list that moves while it is read may hide a record from one page and the next.
    const answer = await unlessGone(() => gitlab.rest.get<Item>(path, { absentOn: [404], isOfPart: true }))
    const position = { ...fromStart, isWhole: true }
    if (answer) await list.save([answer.body], async (rows) => void (await walk.checkpoint(rows, position)))
    else {
      // The three tables have both fields.
      const gone = changesOf(list.table as typeof issueTable, [{ externalId, removedAt: context.endDate }])
      await walk.checkpoint([gone], position)
    }
  }
}
