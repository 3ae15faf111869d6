import type { Json } from '@data-import/core/provider'

/** A position or state as the ledger keeps it: plain data, without fields that are undefined. */
export function json(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json
}
