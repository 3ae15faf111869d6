import {
  type AfterPass,
  type AroundPass,
  type AroundRun,
  createOrchestrator,
  type ImportLogger,
  type PassEvent,
  type PassResult,
  postgresLock,
  type Retention,
} from '@data-import/core'
import type { DataSourceScript, ExecutionContext } from '@data-import/core/provider'
import type { TestDatabase } from '@data-import/test-kit'

/** A script of the provider ACME. */
export function acmeScript(
  resource: string,
  dependsOn: string[] = [],
  run: (context: ExecutionContext) => Promise<void> = async () => {},
): DataSourceScript {
  return { dataSourceName: 'ACME', resource, dependsOn, importWindowDays: 30, run }
}

/** A data source of the provider ACME. */
export function addAcmeSource(database: TestDatabase, name: string, more: object = {}) {
  return database.db.dataSource.create({ data: { organizationId: 'acme', provider: 'ACME', name, ...more } })
}

/** An orchestrator of these scripts on a test database. */
export function wireAcme(
  database: TestDatabase,
  scripts: DataSourceScript[],
  more: {
    concurrency?: number
    scriptTimeoutMs?: number
    minimumLookMs?: number
    onEvent?: (event: PassEvent) => void
    retention?: Retention
    afterPass?: readonly AfterPass[]
    aroundRun?: AroundRun
    aroundPass?: AroundPass
    logger?: ImportLogger
  } = {},
) {
  const lock = postgresLock({ connectionString: database.url })
  return createOrchestrator({ db: database.db, providers: [{ scripts }], lock, ...more })
}

/** Statuses by `data source/resource`. */
export function statusesOf(result: PassResult): Record<string, string> {
  return Object.fromEntries(result.runs.map((run) => [`${run.dataSource}/${run.resource}`, run.status]))
}
