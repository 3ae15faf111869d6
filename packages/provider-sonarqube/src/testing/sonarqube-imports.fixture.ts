import { createOrchestrator, type PassEvent, postgresLock, type RunOptions } from '@data-import/core'
import { type FakeSonarqube, type FakeSonarqubeOptions, startFakeSonarqube } from '@data-import/fake-sonarqube'
import { isDeep, useTestDatabase } from '@data-import/test-kit'
import { afterEach, beforeEach, expect } from 'vitest'
import { createScripts } from '../scripts.js'
import { configuration } from '../settings/configuration.js'
import { expectedRows } from './expected-rows.js'
import { storedRows } from './stored-rows.js'

const hourMs = 3_600_000

/** That a request is repeated more than once is shown where the source is tested, and in the deep suite: here it would take minutes. */
const scripts = createScripts(isDeep ? {} : { retries: 1 })

/** A database and a SonarQube for one test file, both empty before each test, and what tests ask of them. */
export function useSonarqubeImports(options: FakeSonarqubeOptions = {}) {
  const database = useTestDatabase()
  let sonarqube: FakeSonarqube
  let offsetMs = 0
  const now = () => new Date(Date.now() + offsetMs)
  const start = async (more: FakeSonarqubeOptions = {}) => {
    await database.db.dataSource.deleteMany()
    sonarqube = await startFakeSonarqube({ now, ...options, ...more })
  }
  beforeEach(() => {
    offsetMs = 0
    return start()
  })
  afterEach(() => sonarqube.close())
  return {
    database: () => database,
    db: () => database.db,
    sonarqube: () => sonarqube,
    /** Another SonarQube, and an empty database. */
    async restart(more: FakeSonarqubeOptions) {
      await sonarqube.close()
      await start(more)
    },
    /** Moves the server's clock. */
    later: (hours: number) => {
      offsetMs += hours * hourMs
    },
    async addSource(settings: Record<string, string> = {}) {
      const { url, token, flavor, organization } = sonarqube
      const values = {
        ...{ SONARQUBE_URL: url, SONARQUBE_TOKEN: token },
        ...(flavor === 'cloud' && { SONARQUBE_ORGANIZATION: organization }),
        ...settings,
      }
      const configs = Object.entries(values).map(([key, value]) => ({ key, value, isSecret: key.endsWith('TOKEN') }))
      const data = { organizationId: 'acme', name: 'acme', provider: 'SONARQUBE', configs: { create: configs } }
      return database.db.dataSource.create({ data })
    },
    pass(runOptions: RunOptions = {}, onEvent: (event: PassEvent) => void = () => {}) {
      const lock = postgresLock({ connectionString: database.url })
      const provider = { scripts, configuration }
      // No project is analysed twice in one second: it takes longer than that.
      offsetMs += 2_000
      return createOrchestrator({ db: database.db, providers: [provider], lock, onEvent }).run(runOptions)
    },
    ledger: (scriptName: string) =>
      database.db.importPartition.findMany({ where: { scriptName }, orderBy: { name: 'asc' } }),
    /** All that is stored, field by field, beside all that there is. */
    async expectTruth({ id }: { id: string }, metrics?: readonly string[], message?: string) {
      const expected = expectedRows(sonarqube, metrics)
      expect(await storedRows(database.db, id, expected), message).toEqual(expected)
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
