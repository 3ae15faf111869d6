import type { GithubContext } from '../database.js'
import { checkSuitesOf } from '../pipeline-run/check-suites.js'
import type { BegunRepository } from '../walk/first-pages.js'
import { hasEnded } from '../walk/has-ended.js'
import { type SuiteReader, suitesPerQuery } from './ask-suites.js'
import { isChanged } from './changed-run.js'
import type { GraphqlCheckSuite } from './jobs-of-suite.js'
import { type StoredRun, storedRunsOf } from './stored-runs.js'

/** Check suites of repositories that have few runs, which come together with those of others. */
export interface SuitesAhead {
  /** The suite of a run, given once; null where it was asked for and didn't come, undefined where it wasn't. */
  take(repository: string, run: string): Promise<GraphqlCheckSuite | null | undefined>
}

type Suites = ReadonlyMap<string, GraphqlCheckSuite>

/** Runs of a repository that fill queries of their own. */
const few = 100
/** Runs whose rows are looked up at once. */
const runsPerGroup = 1_000

/** Whether a run's jobs can be read by its suite: of what goes on, REST tells for nothing that nothing has changed. */
export function isOfSuite(run: StoredRun): boolean {
  return hasEnded(run) && run.attempt === 1
}

/** Nothing is asked before the first of the repositories is walked; they are walked in this order. */
export function createSuitesAhead(
  context: GithubContext,
  begun: readonly BegunRepository[],
  reader: SuiteReader,
): SuitesAhead {
  const suites = checkSuitesOf(context)
  const groups = new Map<string, () => Promise<Queries>>()
  let group: string[] = []
  let runs = 0
  for (const { key } of begun.map(({ repository }) => repository)) {
    const { size } = suites.of(key)
    if (size === 0 || size > few) continue
    if (runs + size > runsPerGroup) {
      group = []
      runs = 0
    }
    group.push(key)
    runs += size
    groups.set(key, groups.get(group[0] ?? '') ?? once(queriesOf(context, group, reader)))
  }
  return {
    async take(repository, run) {
      const queries = await groups.get(repository)?.()
      return queries?.take(run)
    },
  }
}

interface Queries {
  take(run: string): Promise<GraphqlCheckSuite | null | undefined>
}

/** The queries of some repositories' suites, each asked when the first of its suites is wanted, and with it the next one. */
function queriesOf(context: GithubContext, repositories: readonly string[], reader: SuiteReader) {
  return async (): Promise<Queries> => {
    const suiteIds = new Map(repositories.flatMap((key) => [...checkSuitesOf(context).of(key)]))
    const stored = new Map((await storedRunsOf(context, [...suiteIds.keys()])).map((run) => [run.externalId, run]))
    const wanted = [...suiteIds].filter(([id]) => {
      const run = stored.get(id)
      return run && isOfSuite(run) && isChanged(run, new Set())
    })
    const placeOf = new Map(wanted.map(([run, suite], at) => [run, { suite, query: Math.floor(at / suitesPerQuery) }]))
    const answers: (Promise<Suites> | undefined)[] = []
    const ask = (query: number): Promise<Suites> => {
      const some = wanted.slice(query * suitesPerQuery, (query + 1) * suitesPerQuery).map(([, suite]) => suite)
      answers[query] ??= reader.read(some)
      return answers[query]
    }
    return {
      async take(run) {
        const place = placeOf.get(run)
        if (!place) return undefined
        placeOf.delete(run)
        const answer = ask(place.query)
        if ((place.query + 1) * suitesPerQuery < wanted.length) void ask(place.query + 1)
        return (await answer).get(place.suite) ?? null
      },
    }
  }
}

function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined
  return () => {
    made ??= make()
    return made
  }
}
