import type { ExecutionContext } from '@data-import/core/provider'
import type { RestRun } from './pipeline-run-row.js'

/** The ids of check suites that came with the runs of one pass; no row keeps them. */
export interface CheckSuites {
  remember(repository: string, runs: readonly RestRun[]): void
  /** Node ids of suites by the `externalId` of their run. */
  of(repository: string): ReadonlyMap<string, string>
  /** Whether runs name their suites at all: those of older servers don't. */
  areNamed(): boolean
  /** Its jobs are read. */
  forget(repository: string): void
}

/** About ten megabytes. What is beyond is listed again where it is needed. */
const mostSuites = 50_000

/** Handed from the script of runs to that of jobs: each run names its suite, and asking for it again would cost a request. */
export function checkSuitesOf({ shared, dataSourceId }: Pick<ExecutionContext, 'shared' | 'dataSourceId'>) {
  return shared(`github check suites ${dataSourceId}`, createCheckSuites)
}

export function createCheckSuites(): CheckSuites {
  const suites = new Map<string, Map<string, string>>()
  let count = 0
  let hasRuns = false
  let hasNames = false
  return {
    remember(repository, runs) {
      const own = suites.get(repository) ?? new Map<string, string>()
      suites.set(repository, own)
      for (const { id, check_suite_node_id: suite } of runs) {
        hasRuns = true
        hasNames ||= Boolean(suite)
        if (!suite || own.has(String(id)) || count >= mostSuites) continue
        own.set(String(id), suite)
        count += 1
      }
    },
    areNamed: () => hasNames || !hasRuns,
    of: (repository) => suites.get(repository) ?? new Map(),
    forget(repository) {
      count -= suites.get(repository)?.size ?? 0
      suites.delete(repository)
    },
  }
}
