import type { createClient, Json } from './client.fixture.js'
import type { Comparable } from './comparable.fixture.js'

const commits = `defaultBranchRef{target{...on Commit{rows:history(first:7,after:$after){pageInfo{hasNextPage endCursor}
  nodes{oid message additions deletions changedFilesIfAvailable committedDate
  author{name email user{login}} authoredDate parents(first:3){nodes{oid}}}}}}}`
const pullRequests = `rows:pullRequests(first:7,after:$after,orderBy:{field:UPDATED_AT,direction:DESC}){
  pageInfo{hasNextPage endCursor} nodes{number fullDatabaseId title body state isDraft author{login} mergedBy{login}
  headRefName headRefOid baseRefName mergeCommit{oid} additions deletions changedFiles commits{totalCount}
  createdAt updatedAt closedAt mergedAt}}`
const reviews = (number: Json | undefined) => `pullRequest(number:${number}){rows:reviews(first:50,after:$after){
  pageInfo{hasNextPage endCursor} nodes{fullDatabaseId state author{login} submittedAt}}}`
const issues = `rows:issues(first:7,after:$after){pageInfo{hasNextPage endCursor} nodes{number fullDatabaseId title state
  stateReason author{login} labels(first:50){nodes{name}} createdAt updatedAt closedAt}}`
const deployments = `rows:deployments(first:7,after:$after){pageInfo{hasNextPage endCursor} nodes{databaseId commitOid
  environment creator{login} createdAt updatedAt statuses(first:50){nodes{state createdAt}}}}`
const releases = `rows:releases(first:7,after:$after){pageInfo{hasNextPage endCursor} nodes{databaseId tagName name
  description isDraft isPrerelease author{login} publishedAt}}`

const login = (user: Json | undefined) => user?.login ?? null
const nodes = (connection: Json | undefined) => [...(connection?.nodes ?? [])]

/** Everything GraphQL tells of a repository, in comparable form. */
export async function readGraphql(client: ReturnType<typeof createClient>, fullName: string): Promise<Comparable> {
  const [owner, name] = fullName.split('/')
  async function all(selection: string): Promise<Json[]> {
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
  const pulls = await all(pullRequests)
  const reviewRows = pulls.map(async (pull) => (await all(reviews(pull.number))).map((row) => review(pull, row)))
  return {
    commits: Object.fromEntries((await all(commits)).map(commit)),
    pullRequests: Object.fromEntries(pulls.map(pullRequest)),
    reviews: Object.fromEntries((await Promise.all(reviewRows)).flat()),
    issues: Object.fromEntries((await all(issues)).map(issue)),
    deployments: Object.fromEntries((await all(deployments)).map(deployment)),
    releases: Object.fromEntries((await all(releases)).map(release)),
  }
}

function commit(row: Json) {
  return [
    row.oid,
    {
      parents: nodes(row.parents).map(({ oid }) => oid),
      message: row.message,
      author: [row.author?.name, row.author?.email, row.authoredDate, login(row.author?.user)],
      committedAt: row.committedDate,
      lines: [row.additions, row.deletions, row.changedFilesIfAvailable],
    },
  ]
}

function pullRequest(row: Json) {
  return [
    row.number,
    {
      ...{ id: Number(row.fullDatabaseId), title: row.title, body: row.body, state: row.state, isDraft: row.isDraft },
      people: [login(row.author), login(row.mergedBy)],
      refs: [row.headRefName, row.headRefOid, row.baseRefName, row.mergeCommit?.oid ?? null],
      sizes: [row.additions, row.deletions, row.changedFiles, row.commits?.totalCount],
      dates: [row.createdAt, row.updatedAt, row.closedAt, row.mergedAt],
    },
  ]
}

function review({ number }: Json, row: Json) {
  const { state, submittedAt } = row
  return [row.fullDatabaseId, { pullRequest: number, state, author: login(row.author), submittedAt }]
}

function issue(row: Json) {
  return [
    row.number,
    {
      ...{ id: Number(row.fullDatabaseId), title: row.title, state: row.state, reason: row.stateReason },
      ...{ labels: nodes(row.labels).map(({ name }) => name), author: login(row.author) },
      dates: [row.createdAt, row.updatedAt, row.closedAt],
    },
  ]
}

function deployment(row: Json) {
  return [
    row.databaseId,
    {
      ...{ sha: row.commitOid, environment: row.environment, creator: login(row.creator) },
      dates: [row.createdAt, row.updatedAt],
      statuses: nodes(row.statuses).map(({ state, createdAt }) => [String(state).toLowerCase(), createdAt]),
    },
  ]
}

function release(row: Json) {
  return [
    row.databaseId,
    {
      ...{
        tag: row.tagName,
        name: row.name,
        body: row.description,
        isDraft: row.isDraft,
        isPrerelease: row.isPrerelease,
      },
      ...{ author: login(row.author), publishedAt: row.publishedAt },
    },
  ]
}
