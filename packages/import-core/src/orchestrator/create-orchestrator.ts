import type { DatabaseClient, RegisteredDb } from '../contract/database.js'
import { ConfigurationError } from '../errors/import-error.js'
import type { PassEvent } from './events.js'
import type { Orchestrator, OrchestratorOptions, RunOptions } from './options.js'
import type { PassResult } from './pass-result.js'
import { runPass } from './run-pass.js'
import { requireTimeout, validateProviders } from './validate-providers.js'

/**
 * Wires providers to a database and a lock. Nothing is opened until a pass runs.
 *
 * ```ts
 * const orchestrator = createOrchestrator({
 *   db,
 *   providers: [git],
 *   lock: postgresLock({ connectionString: process.env.DATABASE_URL }),
 * })
 * const result = await orchestrator.run()
 * ```
 *
 * @throws {ConfigurationError} for providers that no pass could run: a resource provided twice, an unknown or cyclic
 *   dependency, a dependency that names a provider.
 */
export function createOrchestrator<Db extends DatabaseClient = RegisteredDb>(
  options: OrchestratorOptions<Db>,
): Orchestrator {
  const { db, lock, schema = 'data', concurrency = 4, scriptTimeoutMs, onEvent } = options
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new ConfigurationError(`concurrency must be a whole number from 1, not ${concurrency}.`)
  }
  requireTimeout('scriptTimeoutMs', scriptTimeoutMs)
  const scripts = validateProviders<Db>(options.providers)
  const emit = (event: PassEvent) => {
    try {
      Promise.resolve(onEvent?.(event)).catch(() => undefined)
    } catch {
      // A listener of the host must not decide over an import.
    }
  }
  const secretKeys = new Set(
    options.providers.flatMap(({ configuration = [] }) =>
      configuration.flatMap(({ key, isSecret }) => (isSecret ? [key] : [])),
    ),
  )
  const unsettled = new Set<string>()
  return {
    async run(runOptions: RunOptions = {}): Promise<PassResult> {
      validateRunOptions(runOptions)
      const startedAt = new Date()
      const lease = await lock.acquire({ schema })
      if (!lease) return { status: 'busy', startedAt, durationMs: 0, runs: [], unregistered: [], notDue: [] }
      try {
        const settings = { db, schema, scripts, concurrency, scriptTimeoutMs, emit, secretKeys, unsettled }
        return await runPass(settings, lease, runOptions)
      } finally {
        await lease.release()
      }
    },
  }
}

/** One pass, without keeping an orchestrator. */
export function runOrchestrator<Db extends DatabaseClient = RegisteredDb>(
  options: OrchestratorOptions<Db> & RunOptions,
): Promise<PassResult> {
  return createOrchestrator(options).run(options)
}

function validateRunOptions({ window, timeBudgetMs }: RunOptions): void {
  if (window && !(window.startDate < window.endDate)) {
    throw new ConfigurationError('window: startDate must be a valid date before endDate.')
  }
  if (timeBudgetMs !== undefined && !(timeBudgetMs >= 0)) {
    throw new ConfigurationError(`timeBudgetMs must be a number of milliseconds from 0, not ${timeBudgetMs}.`)
  }
}
