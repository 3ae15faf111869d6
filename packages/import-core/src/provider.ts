export { defineConfiguration, type Settings, settingsOf } from './configuration/define-configuration.js'
export type { DatabaseWith, RawClient, Register, RegisteredDb } from './contract/database.js'
export type {
  ExecutionContext,
  LogDetails,
  PartitionsOptions,
  RunLog,
  SaveResult,
} from './contract/execution-context.js'
export type { Json } from './contract/json.js'
export type { PartitionContext, PartitionDescription, PartitionRecord, WalkEnd } from './contract/partition.js'
export type { CheckContext, CheckFinding, ConfigurationKey, Provider } from './contract/provider.js'
export type { DataSourceScript } from './contract/script.js'
export {
  ConfigurationError,
  ImportError,
  LockLostError,
  PassStoppedError,
  QuotaExhaustedError,
  type Recovery,
  TableMismatchError,
  TransientError,
} from './errors/import-error.js'
export type { StoredRow } from './tables/read-rows.js'
export { rowId } from './tables/row-id.js'
export {
  type ColumnDefinition,
  type ColumnType,
  changesOf,
  defineTable,
  type RowOf,
  type RowWrite,
  rowsOf,
  type TableDefinition,
} from './tables/table-definition.js'
