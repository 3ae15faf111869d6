import { firstSentence, type RunLog } from '@data-import/core/provider'
import { createPageSize } from '@data-import/http'
import type { Github } from '../client/github.js'
import { nextCursor } from '../client/next-cursor.js'
import { queryPage } from '../client/query-page.js'
import { foundNodes } from '../walk/found-nodes.js'
import type { GraphqlCheckRun } from './check-run-row.js'
import type { GraphqlCheckSuite } from './jobs-of-suite.js'
import { checkRunsQuery, checkSuitesQuery } from './suite-query.js'

/** Suites in a query: it may give as many nodes as fifty full pages, and costs one point. */
export const suitesPerQuery = 50

/** Queries in a row that gave nothing, after which this run asks no more: the token may not see checks, or the server has none. */
const mostRefusals = 3

/** Asks for check suites for one run of the script. */
export interface SuiteReader {
  /** Whether it is worth asking. */
  isOn(): boolean
  /** By id, whole suites alone; what is missing is for somebody else to find out, by asking in another way. */
  read(ids: readonly string[]): Promise<ReadonlyMap<string, GraphqlCheckSuite>>
}

export function createSuiteReader(github: Github, log: Pick<RunLog, 'info'>): SuiteReader {
  const size = createPageSize(suitesPerQuery)
  let refusals = 0
  const isOn = () => refusals < mostRefusals
  /** The first of these; undefined for each that doesn't come. */
  async function readSome(ids: readonly string[]): Promise<(GraphqlCheckSuite | undefined)[]> {
    const found = await foundNodes<GraphqlCheckSuite>(() =>
      queryPage(github, checkSuitesQuery, (count) => ({ ids: ids.slice(0, count) }), size),
    )
    const isUsable = found.some((one) => 'node' in one)
    refusals = isUsable ? 0 : refusals + 1
    return Promise.all(
      found.map((one, index) => ('node' in one ? withAllCheckRuns(github, ids[index] ?? '', one.node) : undefined)),
    )
  }
  return {
    isOn,
    async read(ids) {
      const suites = new Map<string, GraphqlCheckSuite>()
      try {
        for (let left = ids; left.length > 0 && isOn(); ) {
          const some = await readSome(left)
          for (const [index, suite] of some.entries()) if (suite) suites.set(left[index] ?? '', suite)
          left = left.slice(Math.max(some.length, 1))
        }
      } catch (error) {
        refusals += 1
        const reason = error instanceof Error ? `: ${firstSentence(error.message)}` : ''
        log.info(`GitHub gave no usable answer for the jobs of ${ids.length} runs at once${reason}`)
      }
      return suites
    },
  }
}

interface CheckRunsAnswer {
  node: Pick<GraphqlCheckSuite, 'checkRuns'> | null
}

/** A page that doesn't come leaves fewer check runs than are counted, which tells it. */
async function withAllCheckRuns(github: Github, id: string, suite: GraphqlCheckSuite): Promise<GraphqlCheckSuite> {
  const { checkRuns } = suite
  if (!checkRuns?.pageInfo?.hasNextPage) return suite
  const nodes: (GraphqlCheckRun | null)[] = [...checkRuns.nodes]
  let last = checkRuns
  for (let after = nextCursor(checkRuns.pageInfo, null); after !== null; after = nextCursor(last.pageInfo, after)) {
    const { node } = await github.query<CheckRunsAnswer>(checkRunsQuery, { suite: id, after })
    if (!node?.checkRuns) break
    last = node.checkRuns
    nodes.push(...last.nodes)
  }
  return { ...suite, checkRuns: { ...last, nodes } }
}
