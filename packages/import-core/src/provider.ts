export { defineConfiguration, type Settings, settingsOf } from './configuration/define-configuration.js'
export { requireAllowedAddress } from './configuration/require-allowed-address.js'
export type { IsAllowedAddress } from './contract/allowed-address.js'
export type {
  ExecutionContext,
  LogDetails,
  PartitionsOptions,
  RunLog,
  SaveResult,
} from './contract/execution-context.js'
export type {
  Page,
  PartitionContext,
  PartitionDescription,
  PartitionRecord,
  WalkEnd,
  WalkProgress,
} from './contract/partition.js'
export type { CheckContext, CheckFinding, ConfigurationKey, Provider } from './contract/provider.js'
export type { DataSourceScript } from './contract/script.js'
export type { OrganizationOptions, StoredOptions, StoredRow } from './contract/tables/stored-row.js'
export {
  alongside,
  type ColumnDefinition,
  type ColumnType,
  changesOf,
  defineTable,
  type RowOf,
  type RowWrite,
  replaceChildren,
  rowsOf,
  type TableDefinition,
} from './contract/tables/table-definition.js'
export type { Condition, Where } from './contract/tables/where.js'
export type { Ring, WebhookHeaders, WebhookProof } from './contract/webhook.js'
export type { DatabaseWith } from './database/client.js'
export type { Json } from './database/json.js'
export { firstSentence } from './errors/first-sentence.js'
export { HttpError, type HttpErrorOptions, unavailableReasonOf } from './errors/http-error.js'
export { ConfigurationError, ImportError, QuotaExhaustedError, TransientError } from './errors/import-error.js'
export { messageOf } from './errors/message-of.js'
export { isOwnQuestion } from './errors/walk-questions.js'
export { rowId } from './tables/row-id.js'
