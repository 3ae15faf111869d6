/**
 * A logger of pino's shape: fields first. Fields are `passId`, `runId`, `dataSource`, `provider`, `resource`, `partition`, `recordId` and
 * `details` where there are any. Neither they nor the message hold a secret of the data source.
 */
export interface ImportLogger {
  debug(fields: Readonly<Record<string, unknown>>, message: string): void
  info(fields: Readonly<Record<string, unknown>>, message: string): void
  warn(fields: Readonly<Record<string, unknown>>, message: string): void
  error(fields: Readonly<Record<string, unknown>>, message: string): void
}
