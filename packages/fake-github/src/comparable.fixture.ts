import type { createClient, Json } from './client.fixture.js'
import { comparableCommits } from './comparable/commit.fixture.js'
import { type ComparableKind, type Entry, nodes } from './comparable/comparable-kind.fixture.js'
import { comparableDeployments } from './comparable/deployment.fixture.js'
import { comparableIssues } from './comparable/issue.fixture.js'
import { comparablePullRequests } from './comparable/pull-request.fixture.js'
import { comparableReleases } from './comparable/release.fixture.js'
import { comparableReviews } from './comparable/review.fixture.js'
import { comparableJobs, comparableRuns } from './comparable/run.fixture.js'
import type { FakeTruth } from './state/truth.js'

/** Every kind of rows that is compared. */
export const comparableKinds: readonly ComparableKind[] = [
  comparableCommits,
  comparablePullRequests,
  comparableReviews,
  comparableIssues,
  comparableDeployments,
  comparableReleases,
  comparableRuns,
  comparableJobs,
]

/** Rows by kind and key, as plain values that REST and GraphQL both tell. */
export type Comparable = Record<string, Record<string, unknown>>

const inGraphql = comparableKinds.filter(({ graphql }) => graphql)

/** What is true, in comparable form. */
export function trueRows(truth: FakeTruth): Comparable {
  return Object.fromEntries(comparableKinds.map((kind) => [kind.name, kind.truth(truth)]))
}

/** What is true of the kinds that GraphQL tells too. */
export function trueRowsInGraphql(truth: FakeTruth): Comparable {
  return Object.fromEntries(inGraphql.map((kind) => [kind.name, kind.truth(truth)]))
}

type Client = ReturnType<typeof createClient>

/** Everything REST tells of a repository, in comparable form. */
export async function readRest(client: Client, fullName: string): Promise<Comparable> {
  const base = `/repos/${fullName}`
  return readKinds(comparableKinds, ({ rest }) => rest({ client, base }))
}

/** Everything GraphQL tells of a repository, in comparable form. */
export async function readGraphql(client: Client, fullName: string): Promise<Comparable> {
  return readKinds(inGraphql, ({ graphql }) => graphql?.((selection) => readAll(client, fullName, selection)) ?? [])
}

async function readKinds(
  kinds: readonly ComparableKind[],
  read: (kind: ComparableKind) => readonly Entry[] | Promise<readonly Entry[]>,
): Promise<Comparable> {
  const tables = kinds.map(async (kind) => [kind.name, Object.fromEntries(await read(kind))] as const)
  return Object.fromEntries(await Promise.all(tables))
}

async function readAll(client: Client, fullName: string, selection: string): Promise<Json[]> {
  const [owner, name] = fullName.split('/')
  const rows: Json[] = []
  const query = `query($owner:String!,$name:String!,$after:String){repository(owner:$owner,name:$name){${selection}}}`
  for (let after: unknown = null; ; ) {
    const answer = await client.graphql(query, { owner, name, after })
    if (answer.errors) throw new Error(JSON.stringify(answer.errors))
    const repository = answer.data?.repository
    const holder = repository?.pullRequest ?? repository?.defaultBranchRef?.target ?? repository
    const connection = holder?.rows
    rows.push(...nodes(connection))
    if (!connection?.pageInfo?.hasNextPage) return rows
    after = connection.pageInfo.endCursor
  }
}
