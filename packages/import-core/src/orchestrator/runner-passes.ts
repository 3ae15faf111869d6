import type { IsAllowedAddress } from '../contract/allowed-address.js'
import type { AroundRun } from '../contract/around.js'
import type { RunRequest } from '../contract/executor.js'
import type { DatabaseClient, RawClient } from '../database/client.js'
import { type DatabaseClock, lookAtServer } from '../database/look-at-server.js'
import { ConfigurationError, LockLostError } from '../errors/import-error.js'
import { isFenceVisible, lostMessage } from '../locks/fence.js'
import { lookThroughClient } from '../runs/look-through-client.js'
import { createRunStore } from '../runs/run-store.js'
import type { WriteToLogger } from '../runs/write-to-logger.js'
import { createTableDescriber } from '../save/describe-table.js'
import type { createKeyReader } from '../secrets/encryption-key.js'
import type { DeclaredKeys } from '../secrets/open-configuration.js'
import { type DataSourceRecord, loadDataSource } from './data-source.js'
import { createConfigurations } from './open-configurations.js'
import type { RunnerScope } from './pass-scope.js'
import type { PassStop } from './pass-stop.js'
import type { RunnerMeans } from './runner-means.js'

/** What holds for all passes of a worker. */
interface RunnerSettings<Db> {
  hostDb: Db
  schema: string
  declared: DeclaredKeys
  secretKeys: ReadonlyMap<string, ReadonlySet<string>>
  readKeys: ReturnType<typeof createKeyReader>
  isAllowedAddress: IsAllowedAddress | undefined
  aroundRun: AroundRun | undefined
  writeToLogger: WriteToLogger
}

/** What the runs of one pass on this worker share. */
export interface RunnerPass<Db extends DatabaseClient> {
  clock: DatabaseClock
  /** As it was when the pass's first run came here; undefined where it is gone. */
  dataSourceOf(id: string, db: RawClient): Promise<DataSourceRecord | undefined>
  scopeOf(request: RunRequest, means: RunnerMeans, stop: PassStop): RunnerScope<Db>
}

/** Keeps what the runs of a pass share while any of them is here, and until a run of another pass comes. */
export function createRunnerPasses<Db extends DatabaseClient>(settings: RunnerSettings<Db>) {
  const passes = new Map<string, { pass: Promise<RunnerPass<Db>>; runs: number }>()
  const unsettled = new Set<string>()
  const forgetOthers = (passId: string) => {
    for (const [id, { runs }] of passes) if (id !== passId && runs === 0) passes.delete(id)
  }
  return {
    async within<R>(request: RunRequest, means: RunnerMeans, work: (pass: RunnerPass<Db>) => Promise<R>): Promise<R> {
      forgetOthers(request.passId)
      const known = passes.get(request.passId) ?? { pass: openPass(settings, request, means, unsettled), runs: 0 }
      passes.set(request.passId, known)
      known.runs++
      try {
        const pass = await known.pass.catch((error: unknown) => {
          passes.delete(request.passId)
          throw error
        })
        return await work(pass)
      } finally {
        known.runs--
      }
    },
  }
}

async function openPass<Db extends DatabaseClient>(
  settings: RunnerSettings<Db>,
  { passId, fencingToken }: RunRequest,
  { database }: RunnerMeans,
  unsettled: Set<string>,
): Promise<RunnerPass<Db>> {
  const { hostDb, schema, declared, secretKeys, isAllowedAddress, aroundRun, writeToLogger } = settings
  const encryptionKeys = await settings.readKeys()
  const { clock, canNoticeDeadClient } = await lookAtServer(database, () => performance.now())
  const view = await lookThroughClient(hostDb, schema, fencingToken)
  if (!view.isFenceVisible) {
    if (!(await isFenceVisible(database, schema, fencingToken))) throw new LockLostError(lostMessage)
    throw new ConfigurationError('`db` and the lock of this worker are connected to different databases.')
  }
  const configurationOf = createConfigurations({
    schema,
    keys: encryptionKeys,
    declared,
    secretKeysOf: (provider) => secretKeys.get(provider) ?? new Set(),
  })
  const dataSources = new Map<string, Promise<DataSourceRecord | undefined>>()
  const hasKeys = encryptionKeys !== undefined
  const warnings = { plainSecrets: new Set<string>(), addresses: new Set<string>() }
  const common = {
    hostDb,
    isTimeRight: view.isTimeRight,
    schema,
    passId,
    clock,
    canNoticeDeadClient,
    mayBeReplaced: true,
    describeTable: createTableDescriber(schema),
    addressKeys: new Set(declared.addresses.map(({ key }) => key)),
    isAllowedAddress,
    aroundRun,
    writeToLogger,
    configurationOf,
    shared: new Map<string, unknown>(),
    toWarnOfPlainSecrets: warnings.plainSecrets,
    toWarnOfAddresses: warnings.addresses,
    unsettled,
  }
  return {
    clock,
    dataSourceOf(id, db) {
      const known = dataSources.get(id)
      if (known) return known
      const loading = loadDataSource(db, schema, id)
      dataSources.set(id, loading)
      loading.catch(() => dataSources.delete(id))
      if (hasKeys) warnings.plainSecrets.add(id)
      warnings.addresses.add(id)
      return loading
    },
    scopeOf(request, { database: db, lease, emit }, stop) {
      const { startDate, endDate, scriptTimeoutMs } = request
      return {
        ...common,
        db,
        lease,
        emit,
        stop,
        fencingToken: request.fencingToken,
        scriptTimeoutMs,
        store: createRunStore(db, schema, passId, request.fencingToken),
        endDate,
        window: request.isBackfill ? { startDate, endDate } : undefined,
      }
    },
  }
}
