export { formatProblems } from './configuration/format-problems.js'
export {
  type ConfiguredDataSource,
  chooseResources,
  type ResourceChoice,
  type ResourceKey,
  resourceKeys,
} from './configuration/left-out-resources.js'
export { missingKeys, missingKeysText } from './configuration/missing-keys.js'
export type { AfterPass, AfterPassContext } from './contract/after-pass.js'
export type { IsAllowedAddress } from './contract/allowed-address.js'
export type { AroundPass, AroundRun } from './contract/around.js'
export type { ExecutionContext } from './contract/execution-context.js'
export type { Executor, ExecutorPass, PassExecutor, RunAnswer, RunRequest } from './contract/executor.js'
export type { ImportLogger } from './contract/logger.js'
export type { PassEvent, RunIdentity } from './contract/pass-event.js'
export type { PartitionCounts, PassResult, RunOutcome } from './contract/pass-result.js'
export type { CheckFinding, ConfigurationKey, Provider } from './contract/provider.js'
export type { RunStatus } from './contract/run-status.js'
export type { DataSourceScript } from './contract/script.js'
export type { TableDefinition } from './contract/tables/table-definition.js'
export type { Ring, WebhookHeaders, WebhookProof } from './contract/webhook.js'
export type { DatabaseClient, RawClient, Register, RegisteredDb, TransactionalClient } from './database/client.js'
export { type BatcherOptions, createBatcher } from './database/create-batcher.js'
export { quoteIdentifier, quoteTable } from './database/identifiers.js'
export type { ConnectionString } from './database/open-connection.js'
export type { ImportDatabase } from './database/open-database.js'
export { databaseError } from './errors/database-error.js'
export {
  ConfigurationError,
  ImportError,
  LockLostError,
  PassStoppedError,
  QuotaExhaustedError,
  type Recovery,
  ScriptTimeoutError,
  TableMismatchError,
  TransientError,
} from './errors/import-error.js'
export { databaseMessage, sqlState } from './errors/sql-state.js'
export type { HeartbeatOptions } from './locks/heartbeat.js'
export { holderName } from './locks/holder-name.js'
export { lockKey, passLockName, resourceLockName, workerLockName } from './locks/lock-key.js'
export type { Lease, PassLock, ResourceLock, WorkerLease } from './locks/pass-lock.js'
export { type LockMode, type PostgresLockOptions, postgresLock } from './locks/postgres-lock.js'
export { createOrchestrator, runOrchestrator } from './orchestrator/create-orchestrator.js'
export { createRunner, type Runner, type RunnerOptions } from './orchestrator/create-runner.js'
export { inProcess } from './orchestrator/in-process.js'
export type { Orchestrator, OrchestratorOptions, RunOptions } from './orchestrator/options.js'
export type { RunnerMeans } from './orchestrator/runner-means.js'
export { type LookAgainOptions, lookAgain } from './rings/look-again.js'
export { type ReadRingsOptions, type RingReport, readRings } from './rings/read-rings.js'
export { type RingsOptions, recordRings, ringChannel } from './rings/record-rings.js'
export { type ListenForRings, ringListener } from './rings/ring-listener.js'
export type { Retention } from './runs/apply-retention.js'
export { calculateDateRange, type DateRange } from './runs/calculate-date-range.js'
export { createRedactor, type Redactor } from './secrets/create-redactor.js'
export { createEncryptionKey, type EncryptionKeySource, encryptionKeyId } from './secrets/encryption-key.js'
export {
  type OpenConfiguration,
  readConfiguration,
  type StoredDataSource,
  type StoredSetting,
} from './secrets/open-configuration.js'
export { type Origins, originsOf } from './secrets/origins.js'
export { type ReencryptedSecrets, reencryptSecrets } from './secrets/reencrypt-secrets.js'
export { decryptSecret, encryptSecret, type SecretPlace } from './secrets/seal-secret.js'
export { isEncryptedSecret } from './secrets/secret-format.js'
export { isSecretName } from './secrets/secret-name.js'
export { secretParts } from './secrets/secret-parts.js'
export { tableStatements } from './tables/table-statements.js'
export { coreVersion } from './version.js'
