import type { Json } from '../database/json.js'

/** A copy for a script, which may do with it what it likes. */
export function copyJson(value: Json): Json {
  return typeof value === 'object' && value !== null ? structuredClone(value) : value
}
