import { checkSuitesOf } from '../pipeline-run/check-suites.js'
import type { SuiteReader } from './ask-suites.js'
import type { JobWalk } from './job-walk.js'
import type { JobsOfRun } from './jobs-by-rest.js'
import { type GraphqlCheckSuite, jobsOfSuite } from './jobs-of-suite.js'
import { listSuites } from './list-suites.js'
import type { StoredRun } from './stored-runs.js'
import { isOfSuite, type SuitesAhead } from './suites-ahead.js'

/** What asks for suites in one run of the script. */
export interface SuiteScope {
  reader: SuiteReader
  ahead: SuitesAhead
}

/** The jobs of those runs whose suites tell all of them, by the run's `externalId`. */
export async function jobsBySuite(
  walk: JobWalk,
  { reader, ahead }: SuiteScope,
  runs: readonly StoredRun[],
): Promise<ReadonlyMap<string, JobsOfRun>> {
  const { context, repository } = walk
  const unknown = runs.filter((run) => isOfSuite(run) && !checkSuitesOf(context).of(repository.key).has(run.externalId))
  if (reader.isOn() && checkSuitesOf(context).areNamed()) await listSuites(walk, unknown)
  const suites = checkSuitesOf(context).of(repository.key)
  const wanted = runs.filter((run) => isOfSuite(run) && suites.has(run.externalId))
  const found = new Map<string, GraphqlCheckSuite>()
  const left: StoredRun[] = []
  for (const run of wanted) {
    const suite = await ahead.take(repository.key, run.externalId)
    if (suite) found.set(run.externalId, suite)
    else if (suite === undefined) left.push(run)
  }
  const idOf = ({ externalId }: StoredRun) => suites.get(externalId) ?? ''
  const answers = left.length > 0 && reader.isOn() ? await reader.read(left.map(idOf)) : new Map()
  return new Map(
    wanted.flatMap((run) => {
      const suite = found.get(run.externalId) ?? answers.get(idOf(run))
      const jobs = suite && jobsOfSuite(suite, run)
      return jobs ? [[run.externalId, { run, jobs, etag: null }] as const] : []
    }),
  )
}
