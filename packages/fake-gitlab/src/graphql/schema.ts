import { buildSchema, type GraphQLSchema } from 'graphql'

const page = 'after: String, before: String, first: Int, last: Int'
/** A connection with a count, as most are. */
const connection = (name: string) => `type ${name}Connection { count: Int! nodes: [${name}] pageInfo: PageInfo! }`

/**
 * The fields that the provider and its check use, and some more, as GitLab documents them:
 * https://docs.gitlab.com/api/graphql/reference/
 */
function definition(version: '15.0' | '18'): string {
  const isNew = version !== '15.0'
  return `
scalar Time
scalar Duration
type Query {
  metadata: Metadata
  currentUser: UserCore
  project(fullPath: ID!): Project
  projects(ids: [ID!], membership: Boolean, search: String, sort: String, ${page}): ProjectConnection
}
type Metadata { version: String! revision: String! }
type PageInfo { endCursor: String hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String }
type UserCore { id: ID! name: String! username: String! bot: Boolean! publicEmail: String webUrl: String! }
${['Project', 'MergeRequest', 'Issue', 'Pipeline', 'Release'].map(connection).join('\n')}
type UserCoreConnection { nodes: [UserCore] pageInfo: PageInfo! }
type MergeRequestReviewerConnection { nodes: [UserCore] pageInfo: PageInfo! }
type CommitConnection { nodes: [Commit] pageInfo: PageInfo! }
type NoteConnection { nodes: [Note] pageInfo: PageInfo! }
type Project {
  id: ID!
  fullPath: ID!
  name: String!
  path: String!
  webUrl: String
  archived: Boolean
  createdAt: Time
  lastActivityAt: Time
  ${isNew ? 'updatedAt: Time' : ''}
  repository: Repository
  languages: [RepositoryLanguage!]
  statistics: ProjectStatistics
  mergeRequests(iids: [String!], state: MergeRequestState, sort: MergeRequestSort, ${isNew ? 'updatedAfter: Time,' : ''} ${page}): MergeRequestConnection
  issues(sort: IssueSort, updatedAfter: Time, ${page}): IssueConnection
  pipelines(${isNew ? 'updatedAfter: Time, updatedBefore: Time,' : ''} ref: String, sha: String, source: String, ${page}): PipelineConnection
  releases(sort: ReleaseSort, ${page}): ReleaseConnection
}
enum MergeRequestState { all closed locked merged opened }
enum MergeRequestSort { CREATED_ASC CREATED_DESC UPDATED_ASC UPDATED_DESC }
enum IssueSort { CREATED_ASC CREATED_DESC UPDATED_ASC UPDATED_DESC }
enum ReleaseSort { CREATED_ASC CREATED_DESC RELEASED_AT_ASC RELEASED_AT_DESC }
type ProjectStatistics { commitCount: Float! }
type RepositoryLanguage { name: String! share: Float }
type Repository { empty: Boolean! exists: Boolean! rootRef: String tree(path: String, ref: String): Tree }
type Tree { lastCommit: Commit }
type Commit {
  id: ID! sha: String! title: String message: String authorName: String authoredDate: Time author: UserCore webUrl: String!
  ${isNew ? 'authorEmail: String committedDate: Time committerName: String committerEmail: String' : ''}
}
type DiffStatsSummary { additions: Int! changes: Int! deletions: Int! fileCount: Int! }
type DiffPosition { filePath: String! newPath: String oldPath: String }
type Note {
  id: ID! author: UserCore body: String! createdAt: Time! updatedAt: Time! system: Boolean! position: DiffPosition url: String
}
type MergeRequest {
  id: ID! iid: String! title: String! description: String state: String! draft: Boolean!
  author: UserCore createdAt: Time! updatedAt: Time! mergedAt: Time webUrl: String
  commitCount: Int
  ${isNew ? 'closedAt: Time' : ''}
  diffStatsSummary: DiffStatsSummary
  sourceProject: Project
  approvedBy(${page}): UserCoreConnection
  reviewers(${page}): MergeRequestReviewerConnection
  ${isNew ? `commits(${page}): CommitConnection` : ''}
  commitsWithoutMergeCommits(${page}): CommitConnection
  notes(${page}): NoteConnection!
}
type Issue { id: ID! iid: ID! title: String! state: String! createdAt: Time! updatedAt: Time! closedAt: Time webUrl: String! }
type Pipeline { id: ID! iid: String! sha: String! status: String! createdAt: Time! updatedAt: Time! duration: Int finishedAt: Time }
type Release { name: String tagName: String createdAt: Time releasedAt: Time description: String }
`
}

/** The schema of a server of this version. */
export function createSchema(version: '15.0' | '18'): GraphQLSchema {
  return buildSchema(definition(version))
}
