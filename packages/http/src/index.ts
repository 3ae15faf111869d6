export type {
  AbsentOption,
  AskOptions,
  HttpAnswer,
  HttpSource,
  NotModified,
  PostOptions,
} from './contract/http-source.js'
export type { HttpSourceContext, HttpSourceOptions, ReceivedAnswer } from './contract/http-source-options.js'
export { describeUsage, type HttpUsage } from './contract/http-usage.js'
export type { PagesOptions } from './contract/pages-options.js'
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
} from './contract/paging.js'
export type { IssuedCredentials, RenewableCredentials } from './credentials/credentials.js'
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
export {
  type CountedPagingOptions,
  type OffsetPagingOptions,
  offsetPaging,
  pageNumberPaging,
} from './paging/counted-paging.js'
export { type CursorPagingOptions, cursorPaging } from './paging/cursor-paging.js'
export { type KeysetPagingOptions, keysetPaging } from './paging/keyset-paging.js'
export { type LinkPagingOptions, linkPaging } from './paging/link-paging.js'
export { nextLink } from './paging/next-link.js'
export { onePage } from './paging/one-page.js'
export type { TotalOptions } from './paging/totals.js'
export type { Query, QueryValue } from './request/address.js'
export { type NamePatternOptions, readNamePatterns } from './settings/name-patterns.js'
export { readMinutes } from './settings/read-minutes.js'
export { readSince } from './settings/read-since.js'
export {
  type ClientConnection,
  type ClientConnectionOptions,
  type ClientRun,
  createClientConnection,
} from './source/client-connection.js'
export { createHttpSource } from './source/create-http-source.js'
export { createGuardedFetch, type GuardedFetchOptions } from './source/guarded-fetch.js'
