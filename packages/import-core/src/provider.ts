export { defineConfiguration, type Settings, settingsOf } from './configuration/define-configuration.js'
export { requireAllowedAddress } from './configuration/require-allowed-address.js'
export type { IsAllowedAddress } from './contract/allowed-address.js'
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
export { HttpError, type HttpErrorOptions, unavailableReasonOf } from './errors/http-error.js'
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
export type { Query, QueryValue } from './http/address.js'
export { createHttpSource } from './http/create-http-source.js'
export { firstSentence } from './http/first-sentence.js'
export { createGuardedFetch, type GuardedFetchOptions } from './http/guarded-fetch.js'
export type { AbsentOption, AskOptions, HttpAnswer, HttpSource, NotModified, PostOptions } from './http/http-source.js'
export type { HttpSourceContext, HttpSourceOptions, ReceivedAnswer } from './http/http-source-options.js'
export { describeUsage, type HttpUsage } from './http/http-usage.js'
export { growingWaitMs, type QuotaLimit, retryAfterMs } from './limits/quota-limit.js'
export { createRequestGate, type RequestGate, type RequestGateOptions } from './limits/request-gate.js'
export type { RequestPace } from './limits/request-pace.js'
export type { Time } from './limits/time.js'
export { createVendorClock, type VendorClock } from './limits/vendor-clock.js'
export {
  beginWindows,
  type CappedWindowsOptions,
  cappedWindows,
  type WindowAnswer,
  type WindowPage,
  type WindowPart,
  type WindowPosition,
} from './lists/capped-windows.js'
export { type ListPage, type NewestFirstOptions, newestFirst } from './lists/newest-first.js'
export { createPageSize, type PageSize } from './lists/page-size.js'
export { createUnfinished, type Unfinished, type UnfinishedItem, type UnfinishedOptions } from './lists/unfinished.js'
export { type CountedPagingOptions, offsetPaging, pageNumberPaging } from './paging/counted-paging.js'
export { type CursorPagingOptions, cursorPaging } from './paging/cursor-paging.js'
export { type KeysetPagingOptions, keysetPaging } from './paging/keyset-paging.js'
export { type LinkPagingOptions, linkPaging } from './paging/link-paging.js'
export { nextLink } from './paging/next-link.js'
export { onePage } from './paging/one-page.js'
export type { PagesOptions } from './paging/pages-options.js'
export type {
  BeginAnew,
  BorderVerdict,
  DoubtfulPage,
  OverlappingPage,
  Page,
  PageRead,
  PageRequest,
  PageSizeParameter,
  Paging,
} from './paging/paging.js'
export type { TotalOptions } from './paging/totals.js'
export type { Condition, Where } from './tables/conditions.js'
export type { StoredOptions, StoredRow } from './tables/read-rows.js'
export { rowId } from './tables/row-id.js'
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
} from './tables/table-definition.js'
