import { TransientError } from '@data-import/core/provider'
import { createPageSize, type PageSize } from '@data-import/http'
import type { Github } from '../client/github.js'
import { nextCursor } from '../client/next-cursor.js'
import { queryPageOrLighter } from '../client/query-page.js'
import { NoLongerThere } from '../walk/no-longer-there.js'
import type { WalkedRepository } from '../walk/repository-walk.js'
import {
  type CommitHistory,
  type CommitsAnswer,
  commitsQuery,
  type GraphqlCommit,
  type HistoryAnswer,
  historyQuery,
} from './commit-queries.js'

const commitsPerPage = 100
const historyQueries = { query: historyQuery(true), lighter: historyQuery(false) }
const commitsQueries = { query: commitsQuery(true), lighter: commitsQuery(false) }

/** Commits, and where the next ones begin; null at the end. */
export interface CommitPage {
  commits: readonly GraphqlCommit[]
  after: string | null
}

/** Which part of a commit's history. */
export interface HistoryRange {
  head: string
  after: string | null
  since: Date | null
  until: Date | null
  /** The first page, where it is there already; null: it isn't. */
  firstPage(): Promise<CommitHistory | null>
}

/** GitHub doesn't serve a commit any more: a force push has dropped it, and it was collected since. */
export class CommitGone extends NoLongerThere {
  constructor(sha: string) {
    super(`GitHub has no commit ${sha} any more: the branch was moved.`)
  }
}

/** Reads the history of one commit, newest first. A page that can't be counted in time shrinks; a commit that can't, comes without counts. */
export async function* historyPages(
  github: Github,
  { nodeId }: Pick<WalkedRepository, 'nodeId'>,
  range: HistoryRange,
): AsyncGenerator<CommitPage> {
  const size = createPageSize(commitsPerPage)
  const { head, since, until } = range
  for (let after = range.after, hasNext = true; hasNext; ) {
    const variables = (first: number) => ({ repository: nodeId, head, first, after, since, until })
    const known = after === null ? await range.firstPage() : null
    const history: CommitHistory =
      known ?? historyIn(await queryPageOrLighter(github, historyQueries, variables, size), head)
    after = nextCursor(history.pageInfo, after)
    hasNext = after !== null
    yield { commits: whole(history.nodes), after }
  }
}

/** Commits by node id, in any number. */
export async function commitsById(github: Github, ids: readonly string[], size: PageSize): Promise<GraphqlCommit[]> {
  const commits: GraphqlCommit[] = []
  for (let start = 0; start < ids.length; ) {
    let asked: readonly string[] = []
    const variables = (count: number) => {
      asked = ids.slice(start, start + count)
      return { ids: asked }
    }
    const answer: CommitsAnswer = await queryPageOrLighter(github, commitsQueries, variables, size)
    commits.push(...whole(answer.nodes))
    start += asked.length
  }
  return commits
}

/** A hole in a page must not become a missing commit. */
function whole(nodes: readonly (GraphqlCommit | null)[]): GraphqlCommit[] {
  return nodes.map((node) => {
    if (!node?.oid) throw new TransientError('GitHub left a commit out of its answer. The next pass asks again.')
    return node
  })
}

/** @throws {NoLongerThere} where the repository or the commit isn't served any more. */
function historyIn(answer: HistoryAnswer, head: string): CommitHistory {
  if (!answer.node) throw new NoLongerThere('GitHub gives nothing of the repository any more.')
  const history = answer.node.object?.history
  if (!history) throw new CommitGone(head)
  return history
}
