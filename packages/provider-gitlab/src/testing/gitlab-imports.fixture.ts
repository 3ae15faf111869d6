import { createOrchestrator, type PassEvent, postgresLock, type RunOptions } from '@data-import/core'
import { type FakeGitlab, type FakeGitlabOptions, type FakeOwner, startFakeGitlab } from '@data-import/fake-gitlab'
import { useTestDatabase } from '@data-import/test-kit'
import { afterEach, beforeEach, expect } from 'vitest'
import { configuration } from '../configuration.js'
import { scripts } from '../scripts.js'
import { expectedRows, type Telling } from './expected-rows.js'
import { storedRows } from './stored-rows.js'

const hourMs = 3_600_000

/** A database and a GitLab for one test file, both empty before each test, and what tests ask of them. */
export function useGitlabImports(options: FakeGitlabOptions = {}) {
  const database = useTestDatabase()
  let gitlab: FakeGitlab
  let acme: FakeOwner
  let now = Date.now()
  const start = async (seed = 1) => {
    await database.db.dataSource.deleteMany()
    gitlab = await startFakeGitlab({ now: () => new Date(now), seed, ...options })
    acme = gitlab.addGroup('acme')
  }
  beforeEach(() => {
    now = Date.now()
    return start()
  })
  afterEach(() => gitlab.close())
  const pass = (runOptions: RunOptions = {}, onEvent: (event: PassEvent) => void = () => {}) => {
    const lock = postgresLock({ connectionString: database.url })
    const provider = { scripts, configuration }
    return createOrchestrator({ db: database.db, providers: [provider], lock, onEvent }).run(runOptions)
  }
  return {
    database: () => database,
    db: () => database.db,
    gitlab: () => gitlab,
    acme: () => acme,
    /** Another GitLab, and an empty database. */
    async restart(seed: number) {
      await gitlab.close()
      await start(seed)
    },
    /** Lets time go by at GitLab. */
    later: (hours = 1) => {
      now += hours * hourMs
    },
    now: () => new Date(now),
    ago: (days: number) => new Date(now - days * 24 * hourMs),
    async addSource(settings: Record<string, string> = {}, name = 'acme') {
      const values = { GITLAB_URL: gitlab.url, GITLAB_GROUP: 'acme', GITLAB_TOKEN: acme.token, ...settings }
      const configs = Object.entries(values).flatMap(([key, value]) => {
        const isSecret = configuration.some((one) => one.key === key && one.isSecret === true)
        return value === '' ? [] : [{ key, value, isSecret }]
      })
      const data = { organizationId: 'acme', name, provider: 'GITLAB', configs: { create: configs } }
      return database.db.dataSource.create({ data })
    },
    pass,
    ledger: (scriptName: string) =>
      database.db.importPartition.findMany({ where: { scriptName }, orderBy: { name: 'asc' } }),
    /** Runs a pass that must complete everything. */
    async completePass() {
      expect(statusesOf(await pass())).toEqual(allCompleted)
    },
    /** Compares all rows with the truth, field by field. */
    async expectTruth(dataSourceId: string, telling: Partial<Telling> = {}, message = '') {
      const expected = expectedRows(acme, { host: new URL(gitlab.url).host, ...telling })
      expect(await storedRows(database.db, dataSourceId, expected), message).toEqual(expected)
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
