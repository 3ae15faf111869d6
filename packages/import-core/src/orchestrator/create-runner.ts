import type { IsAllowedAddress } from '../contract/allowed-address.js'
import type { AroundRun } from '../contract/around.js'
import type { RunRequest } from '../contract/executor.js'
import type { ImportLogger } from '../contract/logger.js'
import type { RunOutcome } from '../contract/pass-result.js'
import type { Provider } from '../contract/provider.js'
import type { DatabaseClient, RegisteredDb } from '../database/client.js'
import { databaseError } from '../errors/database-error.js'
import { messageOf } from '../errors/message-of.js'
import { createLoggerWriter } from '../runs/write-to-logger.js'
import { createRedactor } from '../secrets/create-redactor.js'
import { createKeyReader, type EncryptionKeySource } from '../secrets/encryption-key.js'
import { declaredKeys, secretKeysByProvider } from '../secrets/open-configuration.js'
import type { GraphNode } from './build-graph.js'
import { nodeId } from './build-graph.js'
import { executeRun } from './execute-run.js'
import { joinRun } from './join-run.js'
import type { RunnerScope } from './pass-scope.js'
import { createPassStop } from './pass-stop.js'
import { providerVersions } from './provider-versions.js'
import type { RunnerMeans } from './runner-means.js'
import { createRunnerPasses, type RunnerPass } from './runner-passes.js'
import { unstartedOutcome } from './unstarted-run.js'
import { validateWiring } from './validate-options.js'
import { validateProviders } from './validate-providers.js'

/** What a worker is wired with: the same as the orchestrator whose scripts it runs. */
export interface RunnerOptions<Db extends DatabaseClient = RegisteredDb> {
  /** The host's Prisma client. */
  db: Db
  providers: readonly Provider<NoInfer<Db>>[]
  /** Postgres schema of the tables. Default: `'data'`. */
  schema?: string
  /** As for the orchestrator. */
  secrets?: { encryptionKey: EncryptionKeySource }
  /** As for the orchestrator. */
  isAllowedAddress?: IsAllowedAddress
  /** Around each run on this worker, as for the orchestrator. */
  aroundRun?: AroundRun
  /** Gets what runs on this worker log. As for the orchestrator. */
  logger?: ImportLogger
}

/** Runs scripts that an orchestrator in another process hands out. */
export interface Runner {
  /** Versions of the providers that it has, by name. */
  readonly providers: ReadonlyMap<string, string>
  /** Runs a script under its lock and records it. Never throws. */
  run(request: RunRequest, means: RunnerMeans): Promise<RunOutcome>
  /** Helps with a shared run that another worker has, until no partition is left that nobody walks. Never throws. */
  join(request: RunRequest, means: RunnerMeans): Promise<void>
}

/**
 * For executors: the part of one that runs scripts.
 *
 * @throws {ConfigurationError} as `createOrchestrator` does.
 */
export function createRunner<Db extends DatabaseClient = RegisteredDb>(options: RunnerOptions<Db>): Runner {
  const { db, providers, schema = 'data', secrets, isAllowedAddress, aroundRun, logger } = options
  validateWiring({ ...options, lock: { acquire: () => null } })
  const scripts = validateProviders<Db>(providers)
  const passes = createRunnerPasses({
    hostDb: db,
    schema,
    declared: declaredKeys(providers.flatMap(({ configuration = [] }) => configuration)),
    secretKeys: secretKeysByProvider(providers),
    readKeys: createKeyReader(secrets === undefined ? undefined : (secrets.encryptionKey ?? [])),
    isAllowedAddress,
    aroundRun,
    writeToLogger: createLoggerWriter(logger),
  })

  async function within<R>(
    request: RunRequest,
    means: RunnerMeans,
    pass: RunnerPass<Db>,
    work: (scope: RunnerScope<Db>, node: GraphNode<Db>) => Promise<R>,
    missing: (what: string) => R,
  ): Promise<R> {
    const script = scripts.get(request.provider)?.find(({ resource }) => resource === request.resource)
    const dataSource = await pass.dataSourceOf(request.dataSourceId, means.database)
    if (!script || !dataSource) {
      const what = script ? 'its data source is gone' : `this worker has no script for ${request.resource}`
      return missing(what)
    }
    const timeLeftMs = request.stopAt === null ? undefined : request.stopAt.getTime() - pass.clock.now().getTime()
    const { signal, drainSignal } = means
    const stop = createPassStop(
      { signal, drainSignal, ...(timeLeftMs === undefined ? {} : { timeBudgetMs: Math.max(0, timeLeftMs) }) },
      means.lease.signal,
    )
    const node = { id: nodeId(dataSource.id, script.resource), dataSource, script, upstream: [] }
    try {
      return await work(pass.scopeOf(request, means, stop), node)
    } finally {
      stop.dispose()
    }
  }

  return {
    providers: providerVersions(providers),
    async run(request, means) {
      try {
        return await passes.within(request, means, (pass) =>
          within<RunOutcome>(
            request,
            means,
            pass,
            (scope, node) => executeRun(scope, node, request),
            (errorMessage) => unstartedOutcome(request, { status: 'FAILED', errorMessage }),
          ),
        )
      } catch (error) {
        const safe = createRedactor([]).error(databaseError(error, 'preparing a run'))
        return unstartedOutcome(request, { status: 'FAILED', errorMessage: messageOf(safe), error: safe })
      }
    },
    async join(request, means) {
      // What keeps this worker from helping keeps nobody from the run.
      await passes
        .within(request, means, (pass) =>
          within<void>(
            request,
            means,
            pass,
            (scope, node) => joinRun(scope, node, request),
            () => undefined,
          ),
        )
        .catch(() => undefined)
    },
  }
}
