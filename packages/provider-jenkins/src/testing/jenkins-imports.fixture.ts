import { createOrchestrator, type PassEvent, postgresLock, type RunOptions } from '@data-import/core'
import { type FakeJenkins, type FakeJenkinsOptions, startFakeJenkins } from '@data-import/fake-jenkins'
import { useTestDatabase } from '@data-import/test-kit'
import { afterEach, beforeEach, expect } from 'vitest'
import { configuration } from '../configuration.js'
import { scripts } from '../scripts.js'
import { expectedRows, runIdOf } from './expected-rows.js'
import { storedRows } from './stored-rows.js'

const hourMs = 3_600_000

/** A root address that nobody can reach, as many a Jenkins prints it. */
export const wrongRoot = 'http://ci.internal.example:8080/job/of/another'

/** A database and a Jenkins for one test file, both empty before each test, and what tests ask of them. */
export function useJenkinsImports(options: FakeJenkinsOptions = {}) {
  const database = useTestDatabase()
  let jenkins: FakeJenkins
  let now = Date.now()
  const start = async (given: FakeJenkinsOptions = {}) => {
    await database.db.dataSource.deleteMany()
    jenkins = await startFakeJenkins({ now: () => new Date(now), rootUrl: wrongRoot, ...options, ...given })
  }
  beforeEach(() => {
    now = Date.now() - 30 * 24 * hourMs
    return start()
  })
  afterEach(() => jenkins.close())
  return {
    database: () => database,
    db: () => database.db,
    jenkins: () => jenkins,
    /** Another Jenkins, and an empty database. */
    async restart(given: FakeJenkinsOptions) {
      await jenkins.close()
      await start(given)
    },
    /** Lets time go by at Jenkins. */
    later(hours = 1) {
      now += hours * hourMs
    },
    now: () => new Date(now),
    async addSource(settings: Record<string, string> = {}) {
      const values = {
        ...{ JENKINS_URL: jenkins.url, JENKINS_USER: jenkins.user.id, JENKINS_TOKEN: jenkins.user.token },
        ...settings,
      }
      const configs = Object.entries(values).flatMap(([key, value]) =>
        value === '' ? [] : [{ key, value, isSecret: key === 'JENKINS_TOKEN' }],
      )
      const data = { organizationId: 'acme', name: 'ci', provider: 'JENKINS', configs: { create: configs } }
      return database.db.dataSource.create({ data })
    },
    pass(runOptions: RunOptions = {}, onEvent: (event: PassEvent) => void = () => {}) {
      const lock = postgresLock({ connectionString: database.url })
      return createOrchestrator({ db: database.db, providers: [{ scripts, configuration }], lock, onEvent }).run(
        runOptions,
      )
    },
    ledger: (scriptName: string) =>
      database.db.importPartition.findMany({ where: { scriptName }, orderBy: { name: 'asc' } }),
    /** Compares all rows with the truth, field by field; those of builds that are gone may stay. */
    async expectTruth(dataSourceId: string, hint = '') {
      const truth = jenkins.truth()
      const where = { dataSourceId }
      const stored = await database.db.pipelineRun.findMany({ where, select: { externalId: true } })
      const known = new Set(stored.map(({ externalId }) => externalId))
      // What was discarded before any pass came is not to be known, also as the parent of a build that is there.
      const discarded = truth.discarded.filter(({ job, build }) => known.has(runIdOf(job, build)))
      const expected = expectedRows({ ...truth, discarded }, jenkins.url)
      const gone = new Set(truth.discarded.map(({ job, build }) => runIdOf(job, build)))
      expect(await storedRows(database.db, dataSourceId, expected, gone), hint).toEqual(expected)
    },
  }
}

/** Statuses by resource. */
export function statusesOf(result: { runs: readonly { resource: string; status: string; errorMessage?: string }[] }) {
  return Object.fromEntries(
    result.runs.map(({ resource, status, errorMessage }) => [
      resource,
      status === 'COMPLETED' ? status : `${status}: ${errorMessage}`,
    ]),
  )
}

/** What `statusesOf` gives when all is well. */
export const allCompleted = Object.fromEntries(scripts.map(({ resource }) => [resource, 'COMPLETED']))
