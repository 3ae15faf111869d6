import { createOrchestrator, type PassEvent, postgresLock, type RunOptions } from '@data-import/core'
import { type FakeGithub, type FakeGithubOptions, type FakeOwner, startFakeGithub } from '@data-import/fake-github'
import { useTestDatabase } from '@data-import/test-kit'
import { afterEach, beforeEach } from 'vitest'
import { configuration } from '../configuration.js'
import { createScripts } from '../scripts.js'

const hourMs = 3_600_000

/** A database and a GitHub for one test file, both empty before each test, and what tests ask of them. */
export function useGithubImports(options: FakeGithubOptions = {}) {
  const database = useTestDatabase()
  let github: FakeGithub
  let acme: FakeOwner
  // Where the database's clock stands too, which decides how far a first import reaches back, and with which an App signs.
  const machineNow = () => Math.floor(Date.now() / 1000) * 1000
  let now = machineNow()
  const waits: number[] = []
  const start = async (seed = 1) => {
    await database.db.dataSource.deleteMany()
    github = await startFakeGithub({ now: () => new Date(now), seed, ...options })
    acme = github.addOrganization('acme')
    waits.length = 0
  }
  beforeEach(() => {
    now = machineNow()
    return start()
  })
  afterEach(() => github.close())

  const scripts = createScripts({
    retryBaseMs: 1,
    async wait(milliseconds) {
      // Time is GitHub's: what waits for it moves it.
      waits.push(milliseconds)
      now += milliseconds
    },
    monotonicMs: () => now,
    now: () => new Date(now),
  })
  return {
    database: () => database,
    db: () => database.db,
    github: () => github,
    acme: () => acme,
    /** Another GitHub, and an empty database. */
    async restart(seed: number) {
      await github.close()
      await start(seed)
    },
    /** What was waited for, in milliseconds. */
    waits,
    /** Lets time go by at GitHub. */
    later: (hours = 1) => {
      now += hours * hourMs
    },
    now: () => new Date(now),
    async addSource(settings: Record<string, string> = {}, name = 'acme') {
      const values = { GITHUB_API_URL: github.url, GITHUB_ORG: 'acme', GITHUB_TOKEN: acme.token, ...settings }
      const configs = Object.entries(values).flatMap(([key, value]) => {
        const isSecret = configuration.some((one) => one.key === key && one.isSecret === true)
        return value === '' ? [] : [{ key, value, isSecret }]
      })
      const data = { organizationId: 'acme', name, provider: 'GITHUB', configs: { create: configs } }
      return database.db.dataSource.create({ data })
    },
    pass(runOptions: RunOptions = {}, onEvent: (event: PassEvent) => void = () => {}) {
      const lock = postgresLock({ connectionString: database.url })
      const provider = { scripts, configuration }
      return createOrchestrator({ db: database.db, providers: [provider], lock, onEvent }).run(runOptions)
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
