import { randomUUID } from 'node:crypto'
import { chooseResources } from '../configuration/left-out-resources.js'
import type { AfterPass } from '../contract/after-pass.js'
import type { IsAllowedAddress } from '../contract/allowed-address.js'
import type { AroundRun } from '../contract/around.js'
import type { Executor } from '../contract/executor.js'
import type { PassEvent } from '../contract/pass-event.js'
import type { PassResult, RunOutcome } from '../contract/pass-result.js'
import type { DatabaseClient } from '../database/client.js'
import { lookAtServer } from '../database/look-at-server.js'
import { databaseError } from '../errors/database-error.js'
import { ConfigurationError } from '../errors/import-error.js'
import { messageOf } from '../errors/message-of.js'
import type { Lease } from '../locks/pass-lock.js'
import type { Retention } from '../runs/apply-retention.js'
import { closeStaleRuns } from '../runs/close-stale-runs.js'
import { createRunStore } from '../runs/run-store.js'
import type { WriteToLogger } from '../runs/write-to-logger.js'
import { createTableDescriber } from '../save/describe-table.js'
import { createRedactor } from '../secrets/create-redactor.js'
import type { EncryptionKeys } from '../secrets/encryption-key.js'
import type { DeclaredKeys } from '../secrets/open-configuration.js'
import { runAfterPass } from './after-pass.js'
import { buildGraph } from './build-graph.js'
import { type DataSourceRecord, recordSync } from './data-source.js'
import { deleteHistory } from './delete-history.js'
import { executorPass } from './executor-pass.js'
import { keptMessages, listLeftOut } from './list-left-out.js'
import { lookAtDatabase } from './look-at-database.js'
import { onlyRungNodes } from './only-rung-nodes.js'
import { createConfigurations } from './open-configurations.js'
import type { RunOptions } from './options.js'
import type { PassScope, RunnerScope } from './pass-scope.js'
import { createPassStop } from './pass-stop.js'
import { runGraph } from './run-graph.js'
import { selectDataSources } from './select-data-sources.js'
import type { ScriptsByProvider } from './validate-providers.js'

/** What an orchestrator has settled once for all its passes. */
export interface PassSettings<Db extends DatabaseClient> {
  db: Db
  schema: string
  scripts: ScriptsByProvider<Db>
  concurrency: number
  executor: Executor
  /** Of each provider, by its name. */
  providerVersions: ReadonlyMap<string, string>
  scriptTimeoutMs: number
  aroundRun: AroundRun | undefined
  writeToLogger: WriteToLogger
  /** Least milliseconds between two looks at what somebody rang for. */
  minimumLookMs: number
  emit(event: PassEvent): void
  /** Configuration keys that the providers declare. */
  declaredKeys: DeclaredKeys
  /** Those that each provider declares as secret. */
  secretKeys: ReadonlyMap<string, ReadonlySet<string>>
  isAllowedAddress: IsAllowedAddress | undefined
  encryptionKeys: EncryptionKeys | undefined
  retention: Required<Retention>
  afterPass: readonly AfterPass[]
  unsettled: Set<string>
}

/** One pass under a lease that is already held. */
export async function runPass<Db extends DatabaseClient>(
  settings: PassSettings<Db>,
  lease: Lease,
  options: RunOptions,
): Promise<PassResult> {
  const { db: hostDb, schema, emit, minimumLookMs } = settings
  if (typeof lease.openDatabase !== 'function') {
    throw new ConfigurationError(
      '`lock` gives a lease without `openDatabase`: wrap the lease of postgresLock as a whole.',
    )
  }
  const db = lease.openDatabase()
  const stop = createPassStop(options, lease.signal)
  const tellLoss = () =>
    emit({
      type: 'lock-lost',
      at: new Date(),
      reason: lease.signal.reason instanceof Error ? lease.signal.reason.message : '',
    })
  const configurationOf = createConfigurations({
    schema,
    keys: settings.encryptionKeys,
    declared: settings.declaredKeys,
    secretKeysOf: (provider) => settings.secretKeys.get(provider) ?? new Set(),
  })
  let enabled: DataSourceRecord[] = []
  lease.signal.addEventListener('abort', tellLoss, { once: true })
  try {
    const look = await lookAtDatabase(db, hostDb, schema, lease.fencingToken, minimumLookMs)
    enabled = look.enabled
    const { clock, canNoticeDeadClient } = await lookAtServer(db, () => performance.now())
    const startedAt = clock.now()
    const stale = await closeStaleRuns(db, schema, lease, startedAt)
    if (stale > 0) emit({ type: 'stale-runs-closed', at: clock.now(), count: stale })

    const selection = selectDataSources(enabled, settings.scripts, { ...options, minimumLookMs }, startedAt)
    for (const message of selection.warnings) emit({ type: 'warned', at: clock.now(), message })
    const choices = chooseResources(enabled, (provider) => settings.scripts.get(provider))
    for (const message of keptMessages(selection.selected, choices)) emit({ type: 'warned', at: clock.now(), message })
    const graph = buildGraph(selection.selected, enabled, settings.scripts, options.resources, choices)
    const nodes = onlyRungNodes(graph, selection.onlyRung)
    const passId = randomUUID()
    const runner: RunnerScope<Db> = {
      db,
      hostDb,
      isTimeRight: look.isTimeRight,
      schema,
      passId,
      fencingToken: lease.fencingToken,
      lease,
      clock,
      stop,
      canNoticeDeadClient,
      mayBeReplaced: false,
      scriptTimeoutMs: settings.scriptTimeoutMs,
      store: createRunStore(db, schema, passId, lease.fencingToken),
      describeTable: createTableDescriber(schema),
      endDate: new Date(startedAt),
      window: options.window,
      emit,
      aroundRun: settings.aroundRun,
      writeToLogger: settings.writeToLogger,
      addressKeys: new Set(settings.declaredKeys.addresses.map(({ key }) => key)),
      isAllowedAddress: settings.isAllowedAddress,
      configurationOf,
      toWarnOfPlainSecrets: new Set(settings.encryptionKeys ? selection.selected.map(({ id }) => id) : []),
      toWarnOfAddresses: new Set(selection.selected.map(({ id }) => id)),
      shared: new Map(),
      unsettled: settings.unsettled,
    }
    emit({
      type: 'pass-started',
      passId,
      at: clock.now(),
      runs: nodes.map(({ dataSource: { id, name, provider }, script }) => ({
        dataSourceId: id,
        dataSource: name,
        provider,
        resource: script.resource,
      })),
    })
    const executor = await settings.executor.open(executorPass(runner, nodes))
    const pass: PassScope<Db> = { ...runner, executor, minimumLookMs, providerVersions: settings.providerVersions }
    const runs = await runGraph(pass, nodes, settings.concurrency).finally(executor.close)
    const undone = await runAfterPass(settings.afterPass, pass)

    const isWhole = options.resources === undefined && options.window === undefined
    const allOf = (status: (run: RunOutcome) => boolean) =>
      selection.selected
        .map(({ id }) => id)
        .filter(
          (id) => isWhole && !selection.onlyRung.has(id) && runs.every((run) => run.dataSourceId !== id || status(run)),
        )
    const looked = allOf(({ status }) => status !== 'CANCELLED')
    const synced = allOf(({ status }) => status === 'COMPLETED')
    const unsynced = await recordSync(db, schema, { looked, synced }, startedAt, lease.fencingToken).then(
      () => undefined,
      (error: unknown) => `lastSyncAt could not be written: ${messageOf(createRedactor([]).error(error))}`,
    )
    const unkept = await deleteHistory(settings, pass)
    const isCancelled = lease.signal.aborted || runs.some(({ status }) => status === 'CANCELLED')
    const reason = (isCancelled ? stop.reason() : undefined) ?? unsynced ?? undone ?? unkept
    const isAllWell =
      unsynced === undefined && undone === undefined && runs.every(({ status }) => status === 'COMPLETED')
    const result: PassResult = {
      status: isCancelled ? 'cancelled' : isAllWell ? 'completed' : 'partial',
      passId,
      startedAt: new Date(startedAt),
      durationMs: clock.now().getTime() - startedAt.getTime(),
      runs,
      unregistered: selection.unregistered,
      leftOut: await listLeftOut(db, schema, selection.selected, choices),
      notDue: selection.notDue,
      ...(reason === undefined ? {} : { reason }),
    }
    emit({ type: 'pass-finished', at: clock.now(), result })
    return result
  } catch (error) {
    const secrets = enabled.flatMap((dataSource) => configurationOf(dataSource).current().secrets)
    throw createRedactor(secrets).error(databaseError(error, 'running a pass'))
  } finally {
    lease.signal.removeEventListener('abort', tellLoss)
    stop.dispose()
    await db.close()
  }
}
