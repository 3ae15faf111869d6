import type { PassEvent } from '../contract/pass-event.js'
import type { PassResult } from '../contract/pass-result.js'
import type { DatabaseClient, RawClient, RegisteredDb } from '../database/client.js'
import { checkReadable } from '../errors/check-readable.js'
import type { Lease } from '../locks/pass-lock.js'
import { readRetention } from '../runs/apply-retention.js'
import { createLoggerWriter } from '../runs/write-to-logger.js'
import { createKeyReader } from '../secrets/encryption-key.js'
import { declaredKeys, secretKeysByProvider } from '../secrets/open-configuration.js'
import { callAround } from './call-around.js'
import { copyRunOptions } from './copy-run-options.js'
import { inProcess } from './in-process.js'
import { logPassEvent } from './log-pass-event.js'
import type { Orchestrator, OrchestratorOptions, RunOptions } from './options.js'
import { readPassHolder } from './pass-holder.js'
import { createPassWatch, type PassWatch } from './pass-watch.js'
import { providerVersions } from './provider-versions.js'
import { runPass } from './run-pass.js'
import { late, settleBefore } from './settle-before.js'
import { tellMisuse } from './tell.js'
import { defaultMinimumLookMs, defaultScriptTimeoutMs, latestEndMs } from './time-limits.js'
import { validateRunOptions, validateWiring } from './validate-options.js'
import { requireTimeout, validateProviders } from './validate-providers.js'

/** How long to wait for the name of who holds the lock. */
const holderWaitMs = 2_000

/** How long to wait for a lock to be given back by a database that doesn't answer. */
const releaseWaitMs = 2_000

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
  const { db, lock, onEvent, aroundPass } = options
  const { readKeys, ...settings } = settled
  const emit = (event: PassEvent) => {
    logPassEvent(settings.writeToLogger, event)
    try {
      Promise.resolve(onEvent?.(event)).catch(() => undefined)
    } catch {
      // A listener of the host must not decide over an import.
    }
  }
  const unsettled = new Set<string>()
  return {
    async run(given: RunOptions = {}): Promise<PassResult> {
      validateRunOptions(given)
      // Before the first wait: the host may change its lists at once.
      const runOptions = copyRunOptions(given)
      const lease = await lock.acquire({
        schema: settings.schema,
        onWarning: (message) => emit({ type: 'warned', at: new Date(), message }),
      })
      if (!lease) return busy(db, settings.schema)
      const watch = createPassWatch(emit)
      const pass = async () =>
        runPass({ ...settings, encryptionKeys: await readKeys(), db, emit: watch.emit, unsettled }, lease, runOptions)
      const clock = { now: () => new Date() }
      const around = callAround(aroundPass, pass, (what, error) =>
        tellMisuse({ emit, clock }, `aroundPass ${what}`, error),
      )
      return endInTime(around, lease, runOptions.timeBudgetMs, watch)
    },
  }
}

/** Tells who holds the lock, as far as the database can tell at once. */
async function busy(db: RawClient, schema: string): Promise<PassResult> {
  const nothing = { holder: null, since: null, now: new Date() }
  const found = await settleBefore(readPassHolder(db, schema), holderWaitMs).catch(() => undefined)
  const { holder, since, now } = found === late || found === undefined ? nothing : found
  const empty = { runs: [], unregistered: [], leftOut: [], notDue: [] }
  return { status: 'busy', startedAt: now, durationMs: 0, ...empty, holder, since }
}

/** Gives the lock back when the pass has ended, and at the latest when its time budget and all grace are over. */
async function endInTime(
  pass: Promise<PassResult>,
  lease: Lease,
  timeBudgetMs: number | undefined,
  watch: PassWatch,
): Promise<PassResult> {
  const beganAt = performance.now()
  const limitMs = timeBudgetMs === undefined ? Number.POSITIVE_INFINITY : latestEndMs(timeBudgetMs)
  let isLate = false
  try {
    const result = await settleBefore(pass, limitMs)
    if (result !== late) return result
    isLate = true
    const reason = `the time budget of ${timeBudgetMs} ms was used up, and the database or the host did not answer in time: the pass was left behind. Its lock is given back, and what it still writes is refused once another pass has begun`
    return watch.resultSoFar(reason, Math.round(performance.now() - beganAt), new Date())
  } finally {
    await settleBefore(lease.release(), isLate ? releaseWaitMs : Number.POSITIVE_INFINITY)
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
  const {
    providers,
    schema = 'data',
    executor = inProcess,
    scriptTimeoutMs = defaultScriptTimeoutMs,
    minimumLookMs = defaultMinimumLookMs,
    secrets,
  } = options
  requireTimeout('scriptTimeoutMs', scriptTimeoutMs)
  const scripts = validateProviders<Db>(providers)
  const declared = providers.flatMap(({ configuration = [] }) => configuration)
  return {
    scripts,
    schema,
    concurrency: options.concurrency ?? executor.concurrency ?? 4,
    executor,
    providerVersions: providerVersions(providers),
    scriptTimeoutMs,
    minimumLookMs,
    declaredKeys: declaredKeys(declared),
    secretKeys: secretKeysByProvider(providers),
    isAllowedAddress: options.isAllowedAddress,
    aroundRun: options.aroundRun,
    writeToLogger: createLoggerWriter(options.logger),
    readKeys: createKeyReader(secrets === undefined ? undefined : (secrets.encryptionKey ?? [])),
    retention: readRetention(options.retention),
    afterPass: [...(options.afterPass ?? [])],
  }
}
