import { actorFragment, type GraphqlAccount } from '../people/account.js'

const statusFields = `totalCount pageInfo { hasNextPage endCursor }
  nodes { id state createdAt logUrl environmentUrl }`

const deploymentFields = `id databaseId commitOid environment state createdAt updatedAt
  ref { name } creator { ...ActorFields } latestStatus { id } statuses(first: 50) { ${statusFields} }`

/** Deployments of a repository, newest first, each with its statuses: 1 point for 100. REST takes a request for each. */
export const deploymentsQuery = `query deployments($repository: ID!, $first: Int!, $after: String) {
  rateLimit { cost }
  node(id: $repository) { ... on Repository {
    deployments(first: $first, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { ${deploymentFields} }
    }
  } }
}
${actorFragment}`

/** The newest deployments of several repositories. */
export const firstDeploymentsQuery = `query firstDeployments($ids: [ID!]!, $first: Int!) {
  rateLimit { cost }
  nodes(ids: $ids) { ... on Repository {
    deployments(first: $first, orderBy: { field: CREATED_AT, direction: DESC }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { ${deploymentFields} }
    }
  } }
}
${actorFragment}`

/** Deployments by node id, at most 100; null for one that is gone. */
export const deploymentsByIdQuery = `query deploymentsById($ids: [ID!]!) {
  rateLimit { cost }
  nodes(ids: $ids) { ... on Deployment { ${deploymentFields} } }
}
${actorFragment}`

/** Whether the deployments of a repository are available. */
export const deploymentCountQuery = `query deploymentCount($repository: ID!) {
  rateLimit { cost }
  node(id: $repository) { ... on Repository { deployments { totalCount } } }
}`

/** What is left of the statuses of one deployment. */
export const moreStatusesQuery = `query moreStatuses($deployment: ID!, $cursor: String) {
  rateLimit { cost }
  node(id: $deployment) { ... on Deployment { statuses(first: 100, after: $cursor) { ${statusFields} } } }
}`

/** A status of a deployment. */
export interface GraphqlStatus {
  id: string
  state: string
  createdAt: string
  logUrl: string | null
  environmentUrl: string | null
}

/** The statuses of a deployment. */
export interface StatusConnection {
  totalCount: number
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
  nodes: readonly (GraphqlStatus | null)[]
}

/** A deployment in the answers. */
export interface GraphqlDeployment {
  id: string
  databaseId: number
  commitOid: string
  environment: string | null
  state: string | null
  createdAt: string
  updatedAt: string
  ref: { name: string } | null
  creator: GraphqlAccount | null
  /** By GitHub's own order, which knows more than the second. */
  latestStatus: { id: string } | null
  statuses: StatusConnection | null
}
