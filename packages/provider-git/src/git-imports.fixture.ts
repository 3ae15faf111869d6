import { createOrchestrator, postgresLock, type RunOptions } from '@data-import/core'
import { useTestDatabase } from '@data-import/test-kit'
import { beforeEach } from 'vitest'
import * as provider from './index.js'

/** A database for one test file, emptied before each test, and what tests of imports ask of it. */
export function useGitImports() {
  const database = useTestDatabase()
  beforeEach(() => database.db.dataSource.deleteMany())

  const commits = () => database.db.commit.findMany({ orderBy: { committedAt: 'asc' } })
  return {
    database: () => database,
    async configure(configuration: Record<string, string>): Promise<void> {
      const configs = { create: Object.entries(configuration).map(([key, value]) => ({ key, value })) }
      await database.db.dataSource.create({ data: { organizationId: 'acme', name: 'git', provider: 'GIT', configs } })
    },
    /** As the command line stores a key that is declared secret. */
    async configureSecret(key: string, value: string, others: Record<string, string>): Promise<void> {
      const configs = {
        create: [
          { key, value, isSecret: true },
          ...Object.entries(others).map(([name, given]) => ({ key: name, value: given })),
        ],
      }
      await database.db.dataSource.create({ data: { organizationId: 'acme', name: 'git', provider: 'GIT', configs } })
    },
    pass(options: RunOptions = {}) {
      const lock = postgresLock({ connectionString: database.url })
      return createOrchestrator({ db: database.db, providers: [provider], lock }).run(options)
    },
    commits,
    /** Messages of the commits that are in the branch's history. */
    reachable: async () =>
      (await commits()).filter(({ unreachableAt }) => unreachableAt === null).map(({ message }) => message),
    ledger: (scriptName: string) => database.db.importPartition.findFirstOrThrow({ where: { scriptName } }),
  }
}
