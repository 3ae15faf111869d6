import { createOrchestrator, postgresLock, type RunOptions } from '@data-import/core'
import {
  type FakeCircleci,
  type FakeCircleciOptions,
  type FakeOrganization,
  startFakeCircleci,
} from '@data-import/fake-circleci'
import { useTestDatabase } from '@data-import/test-kit'
import { afterEach, beforeEach, expect } from 'vitest'
import { configuration } from '../configuration.js'
import { createScripts } from '../scripts.js'
import { expectedRows } from './expected-rows.js'
import { storedRows } from './stored-rows.js'

const hourMs = 3_600_000

/** A database and a CircleCI for one test file, both empty before each test, and what tests ask of them. */
export function useCircleciImports(options: FakeCircleciOptions = {}) {
  const database = useTestDatabase()
  let circleci: FakeCircleci
  let acme: FakeOrganization
  const wholeSecond = () => Math.floor(Date.now() / 1000) * 1000
  let now = wholeSecond()
  const start = async (seed = 1) => {
    await database.db.dataSource.deleteMany()
    circleci = await startFakeCircleci({ now: () => new Date(now), seed, ...options })
    acme = circleci.addOrganization('gh/acme')
  }
  beforeEach(() => {
    now = wholeSecond()
    return start()
  })
  afterEach(() => circleci.close())
  const scripts = createScripts({ retries: 1 })
  return {
    database: () => database,
    db: () => database.db,
    circleci: () => circleci,
    acme: () => acme,
    now: () => new Date(now),
    ago: (hours: number) => new Date(now - hours * hourMs),
    /** Another CircleCI, and an empty database. */
    async restart(seed: number) {
      await circleci.close()
      // A clock that stood still for long would make what is new older than the last pass.
      now = wholeSecond()
      await start(seed)
    },
    async addSource(settings: Record<string, string> = {}, name = 'acme') {
      const projects = acme.projects().map(({ slug }) => slug)
      const values = {
        CIRCLECI_URL: circleci.url,
        CIRCLECI_TOKEN: acme.token,
        CIRCLECI_PROJECTS: projects.join('\n'),
        ...settings,
      }
      const configs = Object.entries(values).flatMap(([key, value]) => {
        const isSecret = key === 'CIRCLECI_TOKEN'
        return value === '' ? [] : [{ key, value, isSecret }]
      })
      const data = { organizationId: 'acme', name, provider: 'CIRCLECI', configs: { create: configs } }
      return database.db.dataSource.create({ data })
    },
    pass(runOptions: RunOptions = {}) {
      const lock = postgresLock({ connectionString: database.url })
      return createOrchestrator({ db: database.db, providers: [{ scripts, configuration }], lock }).run(runOptions)
    },
    /** Compares the rows with the truth, field by field. */
    async expectTruth(dataSourceId: string, about?: string) {
      const expected = expectedRows(acme, circleci.users())
      expect(await storedRows(database.db, dataSourceId, expected), about).toEqual(expected)
    },
    ledger: (scriptName: string) =>
      database.db.importPartition.findMany({ where: { scriptName }, orderBy: { name: 'asc' } }),
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
export const allCompleted = Object.fromEntries(createScripts().map(({ resource }) => [resource, 'COMPLETED']))
