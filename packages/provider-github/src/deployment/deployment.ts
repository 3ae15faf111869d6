import { type DataSourceScript, rowsOf, type WalkEnd } from '@data-import/core/provider'
import { createUnfinished, type UnfinishedItem } from '@data-import/http'
import { type DeploymentRow, deploymentTable } from '@data-import/model'
import type { OpenGithub } from '../client/open-github.js'
import type { GithubDatabase } from '../database.js'
import { createPeople } from '../people/people.js'
import { type ChangedList, type Connection, changedPages } from '../walk/changed-pages.js'
import { eachRepository } from '../walk/each-repository.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import { listedCounts } from '../walk/listed-counts.js'
import type { RepositoryWalk } from '../walk/repository-walk.js'
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
import { queryNodes } from './query-nodes.js'

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

/** Imports deployments, newest first, and reads those again that had not ended, and with new ones the active ones. */
export function deploymentScript(open: OpenGithub): DataSourceScript<GithubDatabase> {
  return {
    dataSourceName: 'GITHUB',
    resource: 'deployment',
    dependsOn: ['repository'],
    importWindowDays: wholeHistoryDays,
    run(context) {
      const changed = new Set<string>()
      return eachRepository<DeploymentPosition, DeploymentState>(context, open, {
        resource: 'deployment',
        markOf: ({ repository }) => repository.deployments,
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
      })
    },
  }
}

async function importDeployments(walk: DeploymentWalk, changed: ReadonlySet<string>): Promise<WalkEnd> {
  const { context, github, repository, state, position, head, until } = walk
  const items = createUnfinished({ before: state?.own?.open, resumed: position?.open })
  const activeEnvironments = new Set<string | null>()
  const open = () => items.open(new Date(head.probedAt))
  const save = async (deployments: readonly GraphqlDeployment[], after: string | null, isListed: boolean) => {
    const people = createPeople(context)
    const rows: DeploymentRow[] = []
    for (const deployment of deployments) {
      const row = deploymentRow(deployment, await allStatuses(github, deployment), repository.id, people)
      const { id, createdAt } = deployment
      const tag = tagOf(deployment)
      // The next success in its environment may make it inactive; of several the newest comes first.
      const isActive = deployment.state === 'ACTIVE' && !activeEnvironments.has(deployment.environment)
      if (isActive) activeEnvironments.add(deployment.environment)
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
    const found = await queryNodes<GraphqlDeployment>(github, deploymentsByIdQuery, ids)
    const gone = found.filter((one) => 'isGone' in one)
    // GitHub says the same of deployments whose whole repository is gone or hidden.
    if (gone.length > 0) await github.query(deploymentCountQuery, { repository: repository.nodeId })
    for (const { id } of gone) items.gone(id)
    const deployments = found.flatMap((one) => ('node' in one ? one.node : []))
    await save(deployments, null, true)
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
