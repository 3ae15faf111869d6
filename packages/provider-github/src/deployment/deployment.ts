import { rowsOf, type WalkEnd } from '@data-import/core/provider'
import { createUnfinished, type UnfinishedItem } from '@data-import/http'
import { type DeploymentRow, deploymentTable } from '@data-import/model'
import { createPeople } from '../people/people.js'
import { deployments } from '../permission.js'
import { type GithubResource, listCost, type RepositoryList } from '../resource.js'
import { type ChangedList, type Connection, changedPages } from '../walk/changed-pages.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import { listedCounts } from '../walk/listed-counts.js'
import type { RepositoryWalk } from '../walk/repository-walk.js'
import { walkScript } from '../walk/walk-script.js'
import { allStatuses } from './all-statuses.js'
import { changedDeployments, tagOf } from './changed-deployments.js'
import {
  deploymentCountQuery,
  deploymentsByIdQuery,
  deploymentsQuery,
  firstDeploymentsQuery,
  type GraphqlDeployment,
} from './deployment-query.js'
import { deploymentRow } from './deployment-row.js'
import { queryDeployments } from './query-deployments.js'

/** Where a walk stands. */
interface DeploymentPosition {
  after: string | null
  isListed: boolean
  open: UnfinishedItem[]
}

/** What a completed walk leaves: deployments that have not ended or are active, by node id. */
interface DeploymentState {
  open: UnfinishedItem[]
}

type DeploymentWalk = RepositoryWalk<DeploymentPosition, DeploymentState>

const deploymentsPerPage = 100
/** The list is ordered by creation, and a deployment changes for a while after it. */
const reachMs = 86_400_000

const allDeployments: RepositoryList = { field: 'deployments', orderBy: 'CREATED_AT' }

/** Imports deployments, newest first, and reads those again that had not ended, and with new ones the active ones. */
export const deployment: GithubResource = {
  name: 'deployment',
  within: 'repository',
  events: ['deployment', 'deployment_status'],
  tables: [deploymentTable],
  permission: deployments,
  list: allDeployments,
  withoutToken: 'needs a token: without one, each deployment would have to be asked for one by one',
  cost: listCost(allDeployments, { unit: 'deployment', isTogether: true, inside: 1 }),
  script: walkScript<DeploymentPosition, DeploymentState>(
    { resource: 'deployment', dependsOn: ['repository'], importWindowDays: wholeHistoryDays },
    () => {
      const changed = new Set<string>()
      return {
        markOf: ({ repository }) => repository.lists?.[allDeployments.field],
        firstPages: {
          query: firstDeploymentsQuery,
          itemsPerQuery: deploymentsPerPage,
          countsOf: listedCounts,
          connectionOf: listOf,
        },
        async prepare(github, left) {
          const items = left.flatMap(({ open }) => open.filter(({ isActive }) => !isActive))
          for await (const id of changedDeployments(github, items)) changed.add(id)
        },
        hasUnfinished: ({ open }) => open.some(({ id }) => changed.has(id)),
        walk: (walk) => importDeployments(walk, changed),
      }
    },
  ),
}

async function importDeployments(walk: DeploymentWalk, changed: ReadonlySet<string>): Promise<WalkEnd> {
  const { context, github, repository, state, position, head, until } = walk
  const items = createUnfinished({ before: state?.own?.open, resumed: position?.open })
  const activeEnvironments = new Set<string | null>()
  const open = () => items.open(new Date(head.probedAt))
  const save = async (given: readonly GraphqlDeployment[], after: string | null, isListed: boolean) => {
    const people = createPeople(context)
    const rows: DeploymentRow[] = []
    for (const one of given) {
      const row = deploymentRow(one, await allStatuses(github, one), repository, people, context)
      const { id, createdAt } = one
      const tag = tagOf(one)
      // The next success in its environment may make it inactive; of several the newest comes first.
      const isActive = one.state === 'ACTIVE' && !activeEnvironments.has(one.environment)
      if (isActive) activeEnvironments.add(one.environment)
      items.met({ id, createdAt, tag, ...(isActive && { isActive }) }, isActive || row.status !== 'DONE')
      rows.push(row)
    }
    await walk.checkpoint([people.rows(), rowsOf(deploymentTable, rows)], { after, isListed, open: open() })
    people.saved()
  }
  if (!position?.isListed && !walk.isListUnchanged) {
    const list = deploymentList(walk, position?.after ?? null)
    const since = walk.since && state ? new Date(walk.since.getTime() - reachMs) : walk.since
    const pages = walk.isEmptySince(since) ? [] : changedPages(github, list, { since, until, log: walk.log })
    for await (const { nodes, after } of pages) await save(nodes, after, after === null)
  }
  if (context.isBackfill) return {}
  const unmet = items.unmet(({ id, isActive }) => (isActive ? !walk.isListUnchanged : changed.has(id)))
  for (let start = 0; start < unmet.length; start += deploymentsPerPage) {
    const ids = unmet.slice(start, start + deploymentsPerPage).map(({ id }) => id)
    const found = await queryDeployments<GraphqlDeployment>(github, deploymentsByIdQuery, ids)
    const gone = found.filter((one) => 'isGone' in one)
    // GitHub says the same of deployments whose whole repository is gone or hidden.
    if (gone.length > 0) await github.query(deploymentCountQuery, { repository: repository.nodeId })
    for (const { id } of gone) items.gone(id)
    const nodes = found.flatMap((one) => ('node' in one ? one.node : []))
    await save(nodes, null, true)
  }
  return walk.end({ own: { open: open() } })
}

function deploymentList(
  { repository, firstPage }: Pick<DeploymentWalk, 'repository' | 'firstPage'>,
  after: string | null,
): ChangedList<GraphqlDeployment> {
  return {
    query: deploymentsQuery,
    repository: repository.nodeId,
    after,
    itemsPerPage: deploymentsPerPage,
    firstPage: firstPage<GraphqlDeployment>,
    connectionOf: listOf,
    changedAt: ({ createdAt }) => createdAt,
  }
}

/** In the answers of both queries. */
function listOf(node: object): Connection<GraphqlDeployment> | undefined {
  return (node as { deployments?: Connection<GraphqlDeployment> }).deployments
}
