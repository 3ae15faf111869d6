import { TransientError } from '@data-import/core/provider'
import type { Github } from '../client/github.js'
import {
  type GraphqlPullRequest,
  type GraphqlPullRequestCommit,
  type GraphqlTimelineItem,
  type InnerList,
  moreClosingIssuesQuery,
  moreCommitsQuery,
  moreTimelineQuery,
} from './pull-request-query.js'

/** What a pull request holds, read to the end. */
export interface PullRequestContents {
  commits: readonly GraphqlPullRequestCommit[]
  /** Null where the token may not see them. */
  closingIssues: readonly { fullDatabaseId: string | number }[] | null
  timeline: readonly GraphqlTimelineItem[]
}

/** Reads what is left of the lists in a pull request: almost always nothing. */
export async function contentsOf(github: Github, given: GraphqlPullRequest): Promise<PullRequestContents> {
  const rest = <Node>(list: InnerList<Node>, query: string, name: string) =>
    allOf<Node>(github, given.id, list, query, name)
  const { commits, closingIssuesReferences: closing, timelineItems } = given
  return {
    commits: await rest(commits, moreCommitsQuery, 'commits'),
    closingIssues: closing && (await rest(closing, moreClosingIssuesQuery, 'closingIssuesReferences')),
    timeline: await rest(timelineItems, moreTimelineQuery, 'timelineItems'),
  }
}

async function allOf<Node>(
  github: Github,
  pullRequest: string,
  list: InnerList<Node>,
  query: string,
  name: string,
): Promise<readonly Node[]> {
  const nodes = [...(list?.nodes ?? [])]
  if (list?.pageInfo?.hasNextPage) {
    const listIn = (data: { node: object | null }) =>
      // In the answer under the name that the query gives it.
      (data.node as Readonly<Record<string, InnerList<Node> | undefined>> | null)?.[name]
    const variables = { pullRequest, cursor: list.pageInfo.endCursor }
    for await (const page of github.listPages<{ node: object | null }>(
      query,
      variables,
      (data) => listIn(data)?.pageInfo,
    )) {
      nodes.push(...(listIn(page)?.nodes ?? []))
    }
  }
  return nodes.map((node) => {
    if (node === null)
      throw new TransientError(`GitHub left one of the ${name} out of its answer. The next pass asks again.`)
    return node
  })
}
