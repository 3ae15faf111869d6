export { defineConfiguration, type Settings, settingsOf } from './configuration/define-configuration.js'
export { formatProblems } from './configuration/format-problems.js'
export { missingKeys, missingKeysText } from './configuration/missing-keys.js'
export type { IsAllowedAddress } from './contract/allowed-address.js'
export type {
  ExecutionContext,
  LogDetails,
  PartitionsOptions,
  RunLog,
  SaveResult,
} from './contract/execution-context.js'
export type {
  PartitionContext,
  PartitionDescription,
  PartitionRecord,
  WalkEnd,
  WalkProgress,
} from './contract/partition.js'
export type { PassEvent, RunIdentity } from './contract/pass-event.js'
export type { PartitionCounts, PassResult, RunOutcome } from './contract/pass-result.js'
export type { CheckContext, CheckFinding, ConfigurationKey, Provider } from './contract/provider.js'
export type { RunStatus } from './contract/run-status.js'
export type { DataSourceScript } from './contract/script.js'
export type { StoredOptions, StoredRow } from './contract/tables/stored-row.js'
export {
  alongside,
  type ColumnDefinition,
  type ColumnType,
  changesOf,
  defineTable,
  type RowOf,
  type RowWrite,
  rowsOf,
  type TableDefinition,
} from './contract/tables/table-definition.js'
export type { Condition, Where } from './contract/tables/where.js'
export type {
  DatabaseClient,
  DatabaseWith,
  RawClient,
  Register,
  RegisteredDb,
  TransactionalClient,
} from './database/client.js'
export { quoteIdentifier, quoteTable } from './database/identifiers.js'
export type { Json } from './database/json.js'
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
export { lockKey, passLockName, resourceLockName } from './locks/lock-key.js'
export type { Lease, PassLock, ResourceLock } from './locks/pass-lock.js'
export { type LockMode, type PostgresLockOptions, postgresLock } from './locks/postgres-lock.js'
export { createOrchestrator, runOrchestrator } from './orchestrator/create-orchestrator.js'
export type { Orchestrator, OrchestratorOptions, RunOptions } from './orchestrator/options.js'
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
export { rowId } from './tables/row-id.js'
export { tableStatements } from './tables/table-statements.js'
