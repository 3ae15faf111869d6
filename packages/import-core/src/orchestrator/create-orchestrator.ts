import type { DatabaseClient, RegisteredDb } from '../contract/database.js'
import { checkReadable } from '../errors/check-readable.js'
import { readRetention } from '../runs/apply-retention.js'
import { createKeyReader } from '../secrets/encryption-key.js'
import { declaredKeys } from '../secrets/open-configuration.js'
import type { PassEvent } from './events.js'
import type { Orchestrator, OrchestratorOptions, RunOptions } from './options.js'
import type { PassResult } from './pass-result.js'
import { runPass } from './run-pass.js'
import { validateRunOptions, validateWiring } from './validate-options.js'
import { requireTimeout, validateProviders } from './validate-providers.js'

/**
 * Wires providers to a database and a lock. Nothing is opened until a pass runs.
 *
 * @example
 * ```ts
 * import { createOrchestrator, postgresLock } from '@data-import/core'
 * import * as git from '@data-import/provider-git'
 * import { PrismaPg } from '@prisma/adapter-pg'
 * import { PrismaClient } from './generated/client.js'
 *
 * const connectionString = process.env.DATABASE_URL ?? ''
 * const db = new PrismaClient({ adapter: new PrismaPg({ connectionString }) })
 * const orchestrator = createOrchestrator({ db, providers: [git], lock: postgresLock({ connectionString }) })
 *
 * const { status, runs } = await orchestrator.run()
 * console.log(status, runs.length)
 * ```
 *
 * @throws {ConfigurationError} for providers that no pass could run: a resource provided twice, an unknown or cyclic
 *   dependency, a dependency that names a provider; and for an encryption key that is none.
 */
export function createOrchestrator<Db extends DatabaseClient = RegisteredDb>(
  options: OrchestratorOptions<Db>,
): Orchestrator {
  const settled = checkReadable('The options of the orchestrator', () => settle(options))
  const { db, lock, onEvent } = options
  const { readKeys, ...settings } = settled
  const emit = (event: PassEvent) => {
    try {
      Promise.resolve(onEvent?.(event)).catch(() => undefined)
    } catch {
      // A listener of the host must not decide over an import.
    }
  }
  const unsettled = new Set<string>()
  return {
    async run(runOptions: RunOptions = {}): Promise<PassResult> {
      validateRunOptions(runOptions)
      const startedAt = new Date()
      const lease = await lock.acquire({ schema: settings.schema })
      if (!lease) return { status: 'busy', startedAt, durationMs: 0, runs: [], unregistered: [], notDue: [] }
      try {
        return await runPass({ ...settings, encryptionKeys: await readKeys(), db, emit, unsettled }, lease, runOptions)
      } finally {
        await lease.release()
      }
    },
  }
}

/**
 * One pass, without keeping an orchestrator: for a cron job whose process ends afterwards.
 *
 * @example
 * ```ts
 * import { postgresLock, runOrchestrator } from '@data-import/core'
 * import * as git from '@data-import/provider-git'
 * import { PrismaPg } from '@prisma/adapter-pg'
 * import { PrismaClient } from './generated/client.js'
 *
 * const connectionString = process.env.DATABASE_URL ?? ''
 * const db = new PrismaClient({ adapter: new PrismaPg({ connectionString }) })
 * const { status } = await runOrchestrator({
 *   db,
 *   providers: [git],
 *   lock: postgresLock({ connectionString }),
 *   timeBudgetMs: 50_000,
 * })
 * process.exitCode = status === 'completed' ? 0 : 1
 * ```
 *
 * @throws {ConfigurationError} as {@link createOrchestrator} and {@link Orchestrator.run} do.
 */
export function runOrchestrator<Db extends DatabaseClient = RegisteredDb>(
  options: OrchestratorOptions<Db> & RunOptions,
): Promise<PassResult> {
  return createOrchestrator(options).run(options)
}

/** What holds for all passes. */
function settle<Db extends DatabaseClient>(options: OrchestratorOptions<Db>) {
  validateWiring(options)
  const { providers, schema = 'data', concurrency = 4, scriptTimeoutMs, secrets } = options
  requireTimeout('scriptTimeoutMs', scriptTimeoutMs)
  const scripts = validateProviders<Db>(providers)
  const declared = providers.flatMap(({ configuration = [] }) => configuration)
  return {
    scripts,
    schema,
    concurrency,
    scriptTimeoutMs,
    declaredKeys: declaredKeys(declared),
    readKeys: createKeyReader(secrets === undefined ? undefined : (secrets.encryptionKey ?? [])),
    retention: readRetention(options.retention),
  }
}
