import { type RunLog, TransientError } from '@data-import/core/provider'
import { createPageSize, type ListPage, newestFirst } from '@data-import/http'
import { type GraphqlError, graphqlErrorsOf, partialDataOf } from '../client/answer-of-error.js'
import type { Github } from '../client/github.js'
import { nextCursor, type PageInfo } from '../client/next-cursor.js'
import { queryPageOrLighter } from '../client/query-page.js'
import { NoLongerThere } from './no-longer-there.js'
import { readAhead } from './read-ahead.js'

/** A list of a repository in a GraphQL answer. */
export interface Connection<Node> {
  totalCount: number
  pageInfo: PageInfo
  nodes: readonly (Node | null)[]
}

/** Where a list is read from. */
export interface ChangedList<Node> {
  query: string
  /** The same without what GitHub may not compute in time; default: there is nothing such in it. */
  lighter?: string
  /** Node id of the repository. */
  repository: string
  /** Where an interrupted walk continues; null at the start. */
  after: string | null
  itemsPerPage: number
  /** The first page, where it is there already; null: it isn't. Default: it isn't. */
  firstPage?(): Promise<Connection<Node> | null>
  connectionOf(repository: object): Connection<Node> | undefined
  /** Fields in which a refusal makes no failure: they come as null. Default: none. */
  partlyVisible?: readonly string[]
  /** When an item was changed, by which the list is ordered, the last change first. */
  changedAt(node: Node): string
}

/** What of a list is read. */
export interface ReadWindow {
  /** Null: everything. */
  since: Date | null
  until: Date | null
  log: RunLog
}

/** Items of one page that are to be imported. */
export interface ChangedPage<Node> {
  nodes: readonly Node[]
  /** Null at the end. */
  after: string | null
}

interface ListAnswer {
  node: object | null
}

/**
 * Reads a list, last changed first, down to what changed before `since`: a list in this order can only repeat items, not
 * lose them.
 */
export async function* changedPages<Node>(
  github: Github,
  list: ChangedList<Node>,
  { since, until, log }: ReadWindow,
): AsyncGenerator<ChangedPage<Node>> {
  const pages = newestFirst((after) => listPages(github, { ...list, after }), {
    from: list.after,
    timeOf: list.changedAt,
    since,
    until,
    log,
    name: "A list of GitHub's",
  })
  for await (const { items, next } of readAhead(pages)) yield { nodes: items, after: next }
}

async function* listPages<Node>(github: Github, list: ChangedList<Node>): AsyncGenerator<ListPage<Node>> {
  const size = createPageSize(list.itemsPerPage)
  const queries = { query: list.query, lighter: list.lighter ?? list.query }
  for (let after = list.after, isAtEnd = false; !isAtEnd; ) {
    const variables = (first: number) => ({ repository: list.repository, first, after })
    const known = after === null ? await list.firstPage?.() : null
    const ask = () => queryPageOrLighter<ListAnswer>(github, queries, variables, size)
    const connection = known ?? connectionIn(list, await ask().catch((error) => visibleIn(error, list.partlyVisible)))
    if (!connection) throw new NoLongerThere('GitHub left the list out of its answer.')
    after = nextCursor(connection.pageInfo, after)
    isAtEnd = after === null
    yield { items: connection.nodes.map(whole), next: after }
  }
}

/** The answer without what the token may not see, if that is all that is missing. */
function visibleIn(error: unknown, fields: readonly string[] = []): ListAnswer {
  const data = partialDataOf<ListAnswer>(error)
  const errors = graphqlErrorsOf(error)
  const isRefusal = ({ type, path }: GraphqlError) =>
    type === 'FORBIDDEN' && fields.some((field) => path?.includes(field) === true)
  if (data?.node && errors.length > 0 && errors.every(isRefusal)) return data
  throw error
}

function connectionIn<Node>(list: ChangedList<Node>, { node }: ListAnswer): Connection<Node> | undefined {
  return node ? list.connectionOf(node) : undefined
}

/** A hole in a page must not become a missing row. */
function whole<Node>(node: Node | null): Node {
  if (node === null) throw new TransientError('GitHub left an item out of its answer. The next pass asks again.')
  return node
}
