import type { CheckFinding } from '@data-import/core/provider'
import type { Gitlab } from '../client/gitlab.js'
import type { PartedQuery } from '../client/graphql.js'
import { externalIdOf } from '../record/values.js'
import type { Sample } from './sample-projects.js'

interface Counted {
  count?: number | null
}

interface CountsAnswer {
  projects?: {
    nodes?:
      | readonly ({
          statistics?: { commitCount?: number | null } | null
          mergeRequests?: Counted | null
          issues?: Counted | null
          pipelines?: Counted | null
        } | null)[]
      | null
  } | null
}

const countsQuery: PartedQuery = {
  name: 'counts',
  parts: [
    { name: 'commits', text: 'statistics { commitCount }', fields: ['statistics', 'commitCount'] },
    { name: 'mergeRequests', text: 'mergeRequests(first: 1) { count }', fields: ['mergeRequests'] },
    { name: 'issues', text: 'issues(first: 1) { count }', fields: ['issues'] },
    { name: 'pipelines', text: 'pipelines(first: 1) { count }', fields: ['pipelines'] },
  ],
  textOf: (parts, declared) =>
    `query counts($ids: [ID!]!, $first: Int!${declared}) { projects(ids: $ids, first: $first) { nodes { id ${parts} } } }`,
}

const mostSampled = 50
/** Requests in a minute on GitLab.com. */
const requestsPerMinute = 2_000

/** What the first import asks, as a range: by what some projects have, for all of them. */
export async function estimate({ graphql }: Gitlab, { projects, total }: Sample): Promise<CheckFinding> {
  const sampled = projects.slice(0, mostSampled)
  const ids = sampled.map(({ id }) => `gid://gitlab/Project/${externalIdOf('project', id)}`)
  const sums = { commits: 0, mergeRequests: 0, issues: 0, pipelines: 0 }
  const answers = graphql.askAll<CountsAnswer, string>(countsQuery, ids, mostSampled, (asked) => ({
    ids: asked,
    first: asked.length,
  }))
  for await (const { data } of answers) {
    for (const node of data.projects?.nodes ?? []) {
      sums.commits += node?.statistics?.commitCount ?? 0
      sums.mergeRequests += node?.mergeRequests?.count ?? 0
      sums.issues += node?.issues?.count ?? 0
      sums.pipelines += node?.pipelines?.count ?? 0
    }
  }
  if (graphql.isOff()) {
    const message =
      'GitLab has no GraphQL here, so nothing tells how much there is. Lines of merge requests will stay unknown.'
    return { status: 'warning', message }
  }
  const { commits, mergeRequests, issues, pipelines } = sums
  const ofLists = commits / 100 + (mergeRequests * 1.1) / 1 + issues / 100
  // Of pipelines only those of the last 90 days are imported: none of them, or all.
  const scale = sampled.length === 0 ? 1 : (total ?? 10_000) / sampled.length
  const least = Math.ceil((sampled.length * 8 + ofLists) * scale)
  const most = Math.ceil((sampled.length * 12 + ofLists * 1.3 + mergeRequests + pipelines * 3.2) * scale)
  const minutes = Math.max(1, Math.ceil(most / requestsPerMinute))
  const about = scale > 1 ? `about (from ${sampled.length} of ${total ?? 'many'} projects) ` : ''
  const has = `${round(commits * scale)} commits, ${round(mergeRequests * scale)} merge requests, ${round(issues * scale)} issues, ${round(pipelines * scale)} pipelines`
  return {
    status: 'ok',
    message: `There are ${about}${has}. A first import takes between ${round(least)} and ${round(most)} requests: on GitLab.com, with ${requestsPerMinute.toLocaleString('en')} a minute, at least ${minutes} minutes for the most.`,
  }
}

function round(number: number): string {
  return Math.round(number).toLocaleString('en')
}
