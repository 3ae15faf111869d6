import { changesOf, type RowOf, type RowWrite, rowsOf, type TableDefinition } from '@data-import/core/provider'
import type { Answer } from '../client/github.js'
import { listIn } from '../client/list-in.js'
import { createPeople, type People } from '../people/people.js'
import { countOf } from './repository-state.js'
import type { RepositoryWalk } from './repository-walk.js'

/** Where an interrupted walk over a whole list stopped; null before its first page. */
export interface WholeListPosition {
  next: string | null
  /** Of the first page. */
  etag: string | null
  /** Ids that were met so far. */
  met: string[]
  /** Items that the last answer counted; absent where it counts none, and in what an older version left. */
  total?: number
}

/** What a completed walk leaves: the tag of a list that had one page only; of more, the first says too little. */
export interface WholeListState {
  etag: string | null
}

/** What is needed of a walk, whatever else it leaves. */
export type WholeListWalk = Omit<RepositoryWalk<WholeListPosition, WholeListState>, 'end'>

/** What a walk ends with. */
interface WholeListEnd {
  rows: readonly RowWrite[]
  own: WholeListState
}

/** Rows of a repository that say whether they are still there. */
interface ListedTable extends Pick<TableDefinition, 'name' | 'model'> {
  readonly columns: {
    readonly externalId: { readonly column: string; readonly type: 'text' }
    readonly repositoryId: { readonly column: string; readonly type: 'text'; readonly isNullable?: true }
    readonly removedAt: { readonly column: string; readonly type: 'timestamp'; readonly isNullable: true }
  }
}

type ListedRow<Table extends ListedTable> = RowOf<Table> & { externalId: string }

/** A REST list of a repository that has no order by change and no filter for it, and is short. */
export interface WholeList<Item, Table extends ListedTable> {
  table: Table
  /** Below the repository's own address: `/releases`. */
  path: string
  /** Where an answer has the items, beside `total_count`. Default: it is the list, and the walk's mark has their number. */
  field?: string
  /** Called with each page. */
  rowsOf(items: readonly Item[], people: People): readonly ListedRow<Table>[] | Promise<readonly ListedRow<Table>[]>
}

/** Reads all of a list in which something changed; rows that are gone from it get `removedAt`. */
export async function wholeList<Item, Table extends ListedTable>(
  walk: WholeListWalk,
  list: WholeList<Item, Table>,
): Promise<WholeListEnd> {
  const { context, github, state } = walk
  const isResumed = walk.position !== null
  let position = walk.position ?? firstPosition(walk, list)
  while (position.next !== null) {
    const isFirst = position.met.length === 0
    const answer: Answer<unknown> = await github.get(position.next, isFirst && !isResumed ? state?.own?.etag : null)
    if (!answer.isModified) return { rows: [], own: { etag: state?.own?.etag ?? null } }
    const items = listIn<Item>(answer.body, position.next, list.field)
    const people = createPeople(context)
    const rows = await list.rowsOf(items, people)
    position = {
      next: answer.next,
      etag: isFirst && answer.next === null ? answer.etag : null,
      met: [...position.met, ...rows.map(({ externalId }) => externalId)],
      ...(list.field !== undefined && totalOf(answer.body)),
    }
    await walk.checkpoint([people.rows(), rowsOf(list.table, rows)], position)
    people.saved()
  }
  return { rows: await removedRows(walk, list, position), own: { etag: position.etag } }
}

function firstPosition<Item, Table extends ListedTable>(
  walk: WholeListWalk,
  { path, field }: WholeList<Item, Table>,
): WholeListPosition {
  const isEmpty = field === undefined && walk.isEmptySince(null)
  const next = isEmpty ? null : `${walk.repository.path}${path}${path.includes('?') ? '&' : '?'}per_page=100`
  return { next, etag: null, met: [] }
}

/** Kept in the position: a walk that is resumed after the last page gets no answer to count by. */
function totalOf(body: unknown): Pick<WholeListPosition, 'total'> {
  const total = (body as { total_count?: unknown }).total_count
  return typeof total === 'number' ? { total } : {}
}

/** One that was deleted between two pages moves the others up, and one of them is not met: then none is taken for gone. */
async function removedRows<Item, Table extends ListedTable>(
  { context, repository, head, log }: WholeListWalk,
  list: WholeList<Item, Table>,
  { met, total }: WholeListPosition,
): Promise<RowWrite[]> {
  // It would say that they went when its window ended.
  if (context.isBackfill) return []
  const known = new Set(met)
  const counted = list.field === undefined ? countOf(head.mark) : total
  if (known.size < (counted ?? 0)) {
    log.warn(`GitHub's list ${list.path} of ${repository.fullName} has fewer items than GitHub counts.`)
    return []
  }
  const table: ListedTable = list.table
  const stored = await context.stored(table, ['externalId'], {
    where: { repositoryId: repository.id, removedAt: null },
  })
  const removed = stored.filter(({ externalId }) => !known.has(externalId))
  return [
    changesOf(
      table,
      removed.map(({ externalId }) => ({ externalId, removedAt: context.endDate })),
    ),
  ]
}
