import type { RunIdentity } from '@data-import/core'
import type { Attributes } from '@opentelemetry/api'

/** Name of the tracer and of the meter. */
export const instrumentationName = '@data-import/opentelemetry'

/** What metrics say a run is of: neither partitions nor repositories nor people, of which there are thousands. */
export function attributesOf({ dataSource, provider, resource }: RunIdentity): Attributes {
  return { 'data_import.source': dataSource, 'data_import.provider': provider, 'data_import.resource': resource }
}

/** The class of an error, as `error.type` wants it. */
export function errorType(error: unknown): string {
  return error instanceof Error && error.name !== '' ? error.name : '_OTHER'
}
